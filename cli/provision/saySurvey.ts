import type { Progress } from "../../infra/provision/ports.ts";
import type { Outlook, Surveyed } from "../../infra/provision/survey.ts";
import type { ResourceChange } from "../../shared/aws/stacks.ts";

/** One line a step, what a change set changes below it. */
export function saySurvey(surveyed: readonly Surveyed[]): string {
  const idWidth = Math.max(...surveyed.map(({ step }) => step.id.length));
  const regionWidth = Math.max(...surveyed.map(({ step }) => step.region.length));
  return surveyed
    .map(({ step, outlook }) => {
      const where = `${step.id.padEnd(idWidth)}  ${step.region.padEnd(regionWidth)}`;
      return `${where}  ${sayOutlook(outlook, step.template)}`;
    })
    .join("\n");
}

function sayOutlook(outlook: Outlook, template: string): string {
  switch (outlook.kind) {
    case "create":
      return `new, from infra/templates/${template}`;
    case "later":
      return "when what it needs is there";
    case "same":
      return "as it is";
    case "leave":
      return `left alone: ${outlook.because}`;
    case "change":
      return `changes:\n${sayChanges(outlook.changes)}`;
    case "stuck":
      return outlook.because;
  }
}

const sayChanges = (changes: readonly ResourceChange[]): string =>
  changes
    .map(({ action, logicalId, type, replaces }) => {
      const what = replaces ? "REPLACE" : action.toLowerCase();
      return `    ${what.padEnd(7)}  ${logicalId} (${type})`;
    })
    .join("\n");

/** null: not worth a line. */
export function sayProgress(progress: Progress): string | null {
  switch (progress.kind) {
    case "looking":
      return null;
    case "waiting":
      return `${progress.step}: CloudFormation is at work on it (${progress.status})`;
    case "proposed":
      return `${progress.step}:\n${sayChanges(progress.changes)}`;
    case "event": {
      const { status, logicalId, type, because } = progress.event;
      const why = because === "" || !status.endsWith("_FAILED") ? "" : `: ${because}`;
      return status.endsWith("_IN_PROGRESS") ? null : `    ${status}  ${logicalId} (${type})${why}`;
    }
    case "done":
      return `${progress.step}: done`;
    case "wrote":
      return `sites.yml: ${progress.path} is ${progress.value}`;
    case "probe":
      return `${progress.bucket}: put ${progress.key}, which the health check asks for; let your deploy keep it`;
  }
}
