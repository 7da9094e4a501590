import { between, type Clock, ms, sayDuration } from "../../shared/model/time.ts";
import type { Listeners } from "../../shared/verify/task.ts";
import type { Terminal } from "../terminal.ts";

const [watchedMs, unwatchedMs] = [2_000, 30_000];

/** A line on stderr every two seconds where somebody watches, else every half minute. */
export function progressOn(terminal: Terminal, clock: Clock): NonNullable<Listeners["onProgress"]> {
  const began = clock.now();
  const every = terminal.isInteractive ? watchedMs : unwatchedMs;
  let said = began;
  return ({ objects, share }) => {
    const now = clock.now();
    if (between(said, now) < every) return;
    said = now;
    const spent = between(began, now);
    const rate = Math.round((objects / spent) * 1000);
    const left =
      share === null || share < 0.02 ? "" : `, about ${sayDuration(ms((spent / share) * (1 - share)))} left`;
    terminal.note(
      `${objects.toLocaleString("en")} keys listed, ${rate.toLocaleString("en")} a second${left}`,
    );
  };
}
