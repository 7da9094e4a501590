import { useEffect, useState } from "preact/hooks";
import { type Breakable, breakables, type DemoState, speeds } from "../wire.ts";
import { useDesk, useNow } from "./model.ts";

const saySpeed: Readonly<Record<DemoState["speed"], string>> = { 0: "Pause", 1: "1×", 10: "10×", 60: "60×" };
const sayBreak: Readonly<Record<Breakable, readonly [breaks: string, mends: string]>> = {
  primary: ["Break the primary", "Mend the primary"],
  standby: ["Break the standby", "Mend the standby"],
  replication: ["Stop replication", "Mend replication"],
  route53: ["Cut off Route 53's API", "Mend Route 53's API"],
};

/** The simulated world in one's hand: its speed, and what breaks in it. */
export function DemoBar({ demo, site }: { readonly demo: DemoState; readonly site: string | null }) {
  const { ask } = useDesk();
  const wish = (body: object) => void ask("/api/demo", body);
  const now = useNow();
  // What was chosen shows at once, and what the server says comes after.
  const [speed, setSpeed] = useState(demo.speed);
  useEffect(() => setSpeed(demo.speed), [demo]);
  return (
    <section class="demo" aria-label="Demo">
      <p>
        <b>Demo</b> {new Date(now).toISOString().slice(11, 19)}
      </p>
      <fieldset>
        <legend>Speed</legend>
        {speeds.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="speed"
              checked={speed === each}
              onChange={() => {
                setSpeed(each);
                wish({ kind: "speed", speed: each });
              }}
            />
            <span>{saySpeed[each]}</span>
          </label>
        ))}
      </fieldset>
      {site !== null && demo.broken[site] !== undefined && (
        <div class="breaks">
          {breakables.map((what) => {
            const isBroken = demo.broken[site]?.includes(what) === true;
            return (
              <button
                key={what}
                type="button"
                class={isBroken ? "broken" : ""}
                onClick={() => wish({ kind: isBroken ? "mend" : "break", site, what })}
              >
                {sayBreak[what][isBroken ? 1 : 0]}
              </button>
            );
          })}
          <button type="button" onClick={() => wish({ kind: "deploy", site })}>
            Deploy a release
          </button>
        </div>
      )}
    </section>
  );
}
