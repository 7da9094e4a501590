import type { SituationName } from "./situations.ts";

/** One command line at a terminal, and what a person types when asked. */
export interface Screen {
  readonly name: string;
  readonly situation: SituationName;
  readonly words: readonly string[];
  readonly columns: 60 | 80;
  /** What is typed, each after its question has appeared. */
  readonly typing: readonly (readonly [question: string, ...keys: string[]])[];
}

const screen = (
  name: string,
  situation: SituationName,
  words: string,
  part: Partial<Screen> = {},
): Screen => ({
  name,
  situation,
  words: words.split(" "),
  columns: 80,
  typing: [],
  ...part,
});

const site = "www.example.com";
const because = ["Why", "us-east-1 looks dark", "Enter"] as const;
const typed = [`Type ${site}`, site, "Enter"] as const;
const yes = [`${site}?`, "y"] as const;

/** Every command, and every kind of answer that a tired person may get. */
export const screens: readonly Screen[] = [
  screen("status-well", "quiet", "status"),
  screen("status-primary-down", "primary down", "status"),
  screen("status-latched", "latched", "status"),
  screen("status-latched-60-columns", "latched", "status", { columns: 60 }),
  screen("status-gate", "standby broken", "status"),
  screen("status-held-back", "primary down, standby broken", "status"),
  screen("status-forced", "forced", "status"),
  screen("status-frozen", "frozen", "status"),
  screen("status-deploying", "deploying", "status"),
  screen("status-in-shadow", "in shadow", "status"),
  screen("status-unwatched", "unwatched", "status"),
  screen("plan-well", "quiet", "plan"),
  screen("force", "primary down", "force", { typing: [because, typed] }),
  screen("force-60-columns", "primary down", "force", { columns: 60, typing: [because, typed] }),
  screen("force-broken-off", "primary down", "force", { typing: [because, [`Type ${site}`, "C-c"]] }),
  screen("force-refused", "standby broken", "force"),
  screen("force-waits-for-second-person", "two people needed", "force", { typing: [because, typed] }),
  screen("force-dry-run", "quiet", "force --dry-run"),
  screen("hold", "quiet", "hold --for 2h", { typing: [because, yes] }),
  screen("hold-against-an-order", "forced", "hold"),
  screen("release", "forced", "release", { typing: [because, yes] }),
  screen("release-refused", "latched", "release"),
  screen("freeze", "quiet", "freeze", { typing: [because, yes] }),
  screen("unfreeze", "frozen", "unfreeze", { typing: [because, yes] }),
  screen("deploy-begin", "quiet", "deploy begin --lease build-4711", { typing: [because, yes] }),
  screen("deploy-begin-refused", "latched", "deploy begin --lease build-4711"),
  screen("ack", "quiet", "ack", { typing: [because, yes] }),
  screen("arm-refused", "in shadow", "arm"),
  screen("disarm", "quiet", "disarm", { typing: [because, yes] }),
  screen("history", "forced", "history"),
  screen("history-60-columns", "latched", "history", { columns: 60 }),
  screen("journal-verify", "forced", "journal verify"),
  screen("help", "quiet", "--help"),
  screen("help-force", "quiet", "force --help"),
  screen("mistyped-command", "quiet", "stauts"),
  screen("mistyped-site", "quiet", "status www.exmaple.com"),
];
