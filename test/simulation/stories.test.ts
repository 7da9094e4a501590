import { expect, test } from "vitest";
import { simulateStory } from "../../drill/simulation.ts";
import { stories, toldOf } from "./storyTable.ts";

test.each(stories)("$of", async (story) => {
  const { violations } = await simulateStory(story.seed, toldOf(story));
  expect(violations).toEqual([]);
});
