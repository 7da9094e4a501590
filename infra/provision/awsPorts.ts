import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { alreadyThere } from "../../shared/aws/alreadyThere.ts";
import { awsClients } from "../../shared/aws/clients.ts";
import { stacksByRegion } from "../../shared/aws/stacks.ts";
import type { Progress, ProvisionPorts } from "./ports.ts";

/** AWS as the environment's credentials reach it, the templates beside this file, and the sites.yml to fill in. */
export function awsPorts(
  sitesFile: string,
  tell: (progress: Progress) => void,
  pauseMs = 3000,
): ProvisionPorts {
  const pause = async () => void (await wait(pauseMs));
  const ground = alreadyThere(awsClients());
  return {
    stacks: stacksByRegion(pause),
    ground: {
      exists: (claim, region) =>
        claim.kind === "bucket"
          ? ground.bucketExists(claim.name, region)
          : ground.recordSetsExist(claim.zoneId, claim.name),
      putProbe: ground.putProbe,
    },
    template: (name) => readFileSync(new URL(`../templates/${name}`, import.meta.url), "utf8"),
    pause,
    save: (text) => writeFileSync(sitesFile, text),
    tell,
  };
}
