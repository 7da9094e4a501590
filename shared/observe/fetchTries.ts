import { reasonOf } from "../model/reason.ts";
import { seconds } from "../model/time.ts";
import type { HttpAnswer, HttpRequest, ObservePorts } from "./ports.ts";

/** So that a lost packet or a dropped connection is not taken for an outage. */
const tries = 3;
const pause = seconds(0.5);

/** Fetches until an answer is good, at most three times, and gives every answer got. `requests` are taken in turn. */
export async function fetchTries(
  { http, clock }: Pick<ObservePorts, "http" | "clock">,
  requests: readonly HttpRequest[],
  isGood: (answer: HttpAnswer) => boolean,
): Promise<readonly HttpAnswer[]> {
  const answers: HttpAnswer[] = [];
  for (let n = 0; n < tries; n++) {
    const request = requests[n % requests.length];
    if (request === undefined) break;
    if (n > 0) await clock.sleep(pause);
    const answer = await http.get(request).catch(notMade);
    answers.push(answer);
    if (isGood(answer)) break;
  }
  return answers;
}

const notMade = (error: unknown): HttpAnswer => ({ kind: "notMade", because: reasonOf(error) });

/** Whether anything at all was heard from the network. A TLS fault was: somebody answered the handshake. */
export const heard = (answer: HttpAnswer): boolean =>
  answer.kind === "answered" || (answer.kind === "failed" && answer.fault === "tls");
