import { describe, expect, test } from "vitest";
import { epochMs } from "../../../shared/model/time.ts";
import { all, stretchesOf } from "../../../shared/report/stretches.ts";

const at = epochMs;
const span = { from: at(100), to: at(200) };
const up = all("well", "up");
const down = all("bad", "down");
const unseen = all("unknown", "not seen yet");

describe("what stood when", () => {
  test("a lane without a change stands as it did before", () => {
    expect(stretchesOf([], span, unseen)).toEqual([{ from: 100, to: 200, parts: unseen }]);
  });

  test("each change ends what stood before it", () => {
    const changes = [
      { at: at(120), parts: up },
      { at: at(150), parts: down },
    ];
    expect(stretchesOf(changes, span, unseen)).toEqual([
      { from: 100, to: 120, parts: unseen },
      { from: 120, to: 150, parts: up },
      { from: 150, to: 200, parts: down },
    ]);
  });

  test("the same state told again is no change", () => {
    const changes = [
      { at: at(100), parts: up },
      { at: at(130), parts: all("well", "up") },
    ];
    expect(stretchesOf(changes, span, unseen)).toEqual([{ from: 100, to: 200, parts: up }]);
  });

  test("what lies outside the span is cut off", () => {
    const changes = [
      { at: at(50), parts: up },
      { at: at(250), parts: down },
    ];
    expect(stretchesOf(changes, span, unseen)).toEqual([{ from: 100, to: 200, parts: up }]);
  });
});
