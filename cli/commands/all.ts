import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { adopt } from "./adopt.ts";
import { check } from "./check.ts";
import { completion } from "./completion.ts";
import { console } from "./console.ts";
import { cost } from "./cost.ts";
import { deploy } from "./deploy.ts";
import { drill } from "./drill.ts";
import { failbackManifest } from "./failbackManifest.ts";
import { history } from "./history.ts";
import { journal } from "./journal.ts";
import { orderCommands } from "./orders.ts";
import { plan } from "./plan.ts";
import { provision } from "./provision.ts";
import { releaseManifest } from "./releaseManifest.ts";
import { report } from "./report.ts";
import { status } from "./status.ts";
import { verify } from "./verify.ts";

/** Every command, in the order that help shows them. */
export const commands: readonly ((program: Command, cli: Cli) => void)[] = [
  status,
  plan,
  orderCommands,
  deploy,
  history,
  journal,
  releaseManifest,
  report,
  provision,
  adopt,
  check,
  verify,
  failbackManifest,
  cost,
  console,
  drill,
  completion,
];
