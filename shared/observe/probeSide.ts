import type { Fault, SideHealth } from "../model/observation.ts";
import type { Probe, Side } from "../model/site.ts";
import { type Clock, type DurationMs, ms } from "../model/time.ts";
import { fetchTries, heard } from "./fetchTries.ts";
import type { HttpAnswer, ObservePorts } from "./ports.ts";

export interface SideProbed {
  readonly health: SideHealth;
  /** Whether anything answered, well or badly: then the network is there. */
  readonly heard: boolean;
}

/** A side is up when all its probes are, and down when one of them failed three times in a row. */
export async function probeSide(
  ports: Pick<ObservePorts, "http" | "clock">,
  side: Side,
): Promise<SideProbed> {
  const probed = await Promise.all(side.probes.map((probe) => tryProbe(ports, probe)));
  return { health: healthOf(probed, ports.clock), heard: probed.some((probe) => probe.heard) };
}

type Verdict =
  | { readonly kind: "up"; readonly latencyMs: DurationMs }
  | { readonly kind: "down"; readonly fault: Fault; readonly because: string }
  | { readonly kind: "unknown"; readonly because: string };

type ProbeTried = { readonly verdict: Verdict; readonly heard: boolean };

async function tryProbe(ports: Pick<ObservePorts, "http" | "clock">, probe: Probe): Promise<ProbeTried> {
  const { url, host, timeoutMs } = probe;
  const request = { url, host, address: null, timeoutMs };
  const answers = await fetchTries(ports, [request], (answer) => judge(probe, answer).kind === "up");
  const verdicts = answers.map((answer) => judge(probe, answer));
  return { verdict: overTries(verdicts), heard: answers.some(heard) };
}

/** One good try is enough to be up, and one that could not be made is enough not to say "down". */
function overTries(verdicts: readonly Verdict[]): Verdict {
  const by = (kind: Verdict["kind"]) => verdicts.find((verdict) => verdict.kind === kind);
  return by("up") ?? by("unknown") ?? by("down") ?? { kind: "unknown", because: "no probe was made" };
}

function judge(probe: Probe, answer: HttpAnswer): Verdict {
  const at = `${probe.url}${probe.host === null ? "" : ` as ${probe.host}`}`;
  switch (answer.kind) {
    case "notMade":
      return { kind: "unknown", because: `${at} could not be asked: ${answer.because}` };
    case "failed":
      return { kind: "down", fault: answer.fault, because: `${at}: ${answer.because}` };
    case "answered":
      return judgeAnswer(probe, answer, at);
  }
}

function judgeAnswer(
  { status, text, sha256, bytes, contentType, location }: Probe,
  answer: Extract<HttpAnswer, { kind: "answered" }>,
  at: string,
): Verdict {
  if (answer.status < status.from || answer.status > status.to)
    return { kind: "down", fault: "status", because: `${at} answered ${answer.status}` };
  if (text !== null && !answer.body.includes(text))
    return { kind: "down", fault: "text", because: `${at} answered without the text "${text}"` };
  if ((sha256 ?? bytes) !== null && answer.whole === null)
    return { kind: "unknown", because: `${at} is longer than the 256 KiB that are read of it` };
  if (bytes !== null && answer.whole?.bytes !== bytes)
    return {
      kind: "down",
      fault: "content",
      because: `${at} has ${answer.whole?.bytes} bytes, not ${bytes}`,
    };
  if (sha256 !== null && answer.whole?.sha256 !== sha256)
    return {
      kind: "down",
      fault: "content",
      because: `${at} has SHA-256 ${answer.whole?.sha256}, not ${sha256}`,
    };
  const { "content-type": typed, location: leads } = answer.headers;
  if (contentType !== null && mediaType(typed ?? "") !== mediaType(contentType))
    return {
      kind: "down",
      fault: "contentType",
      because: `${at} is ${typed ?? "of no type"}, not ${contentType}`,
    };
  if (location !== null && leads !== location)
    return {
      kind: "down",
      fault: "location",
      because: `${at} leads ${leads === undefined ? "nowhere" : `to ${leads}`}, not to ${location}`,
    };
  return { kind: "up", latencyMs: answer.latencyMs };
}

/** "Text/HTML; charset=utf-8" is text/html. */
const mediaType = (contentType: string): string => (contentType.split(";")[0] ?? "").trim().toLowerCase();

function healthOf(probed: readonly ProbeTried[], clock: Clock): SideHealth {
  const at = clock.now();
  const verdicts = probed.map(({ verdict }) => verdict);
  const down = verdicts.find((verdict) => verdict.kind === "down");
  if (down !== undefined) return { ...down, at };
  const unknown = verdicts.find((verdict) => verdict.kind === "unknown");
  if (unknown !== undefined) return { ...unknown, at };
  const latencies = verdicts.flatMap((verdict) => (verdict.kind === "up" ? [verdict.latencyMs] : []));
  if (latencies.length === 0) return { kind: "unknown", at, because: "the side has no probes" };
  return { kind: "up", at, latencyMs: ms(Math.max(...latencies)) };
}
