import { ms, seconds } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import type { Run } from "../run.ts";
import { noAnswer, refusal, type Service } from "./failure.ts";

/** All that the adapters use of an SDK client. */
export interface FakeClient {
  send(command: object): Promise<unknown>;
}

/** How a service answers a command; throws what the SDK would throw. */
export type Answers = (command: object) => unknown;

interface Call {
  /** The command's class: "PutObjectCommand". */
  readonly name: string;
  readonly answer: () => unknown;
}

/** The way from a function to the services, and what can befall a call on it. */
export class Network {
  readonly #faults: Faults;
  readonly #chance: Chance;
  readonly #regionOf: (side: "primary" | "secondary") => string;

  constructor(faults: Faults, chance: Chance, regionOf: (side: "primary" | "secondary") => string) {
    this.#faults = faults;
    this.#chance = chance.stream("network");
    this.#regionOf = regionOf;
  }

  client(run: Run, service: Service, region: string, answers: Answers): FakeClient {
    return {
      send: (command) =>
        this.#call(run, service, region, { name: command.constructor.name, answer: () => answers(command) }),
    };
  }

  isDark(region: string): boolean {
    return this.#faults.active("regionDark").some((fault) => this.#regionOf(fault.side) === region);
  }

  #call(run: Run, service: Service, region: string, { name, answer }: Call): Promise<unknown> {
    if (this.#isOut(service, region)) {
      const because = `${service}.${region}: connection timed out`;
      return run.wait(giveUpAfter, () => refused(noAnswer(because)), name);
    }
    return this.#attempt(run, service, { name, answer }, 1);
  }

  async #attempt(run: Run, service: Service, { name, answer }: Call, nth: number): Promise<unknown> {
    const latency = this.#latency(service);
    if (this.#strikes("serviceThrottles", service)) {
      if (nth === attemptsAtMost) return run.wait(latency, () => refused(throttled(service)), name);
      await run.wait(latency + this.#chance.between(0, throttledBackoff * 2 ** (nth - 1)), () => undefined);
      return this.#attempt(run, service, { name, answer }, nth + 1);
    }
    if (this.#strikes("answersLost", service)) return this.#losing(run, service, latency, { name, answer });
    return run.wait(latency, answer, name);
  }

  /** The request is done and its answer lost; the SDK sends it again, and that answer may be lost as well. */
  async #losing(run: Run, service: Service, latency: number, { name, answer }: Call): Promise<unknown> {
    await run.wait(latency, answer, name);
    if (this.#chance.happens(0.5)) return run.wait(giveUpAfter / 2, answer);
    return run.wait(giveUpAfter, () => refused(noAnswer(`${service}: the answer did not arrive`)));
  }

  /** The control planes of Route 53 and CloudFront stand in us-east-1, and fail by themselves: `serviceDark`. */
  #isOut(service: Service, region: string): boolean {
    if (this.#faults.active("serviceDark").some((fault) => fault.service === service)) return true;
    return service !== "route53" && service !== "cloudfront" && this.isDark(region);
  }

  #strikes(kind: "serviceThrottles" | "answersLost", service: Service): boolean {
    return this.#faults.active(kind).some((f) => f.service === service && this.#chance.happens(f.share));
  }

  #latency(service: Service): number {
    let span = this.#chance.between(...usualLatencyMs[service]);
    for (const fault of this.#faults.active("serviceSlow")) if (fault.service === service) span += fault.by;
    return ms(span);
  }
}

/** As shared/aws/clients.ts has it; the SDK's `standard` mode waits a random part of 1 s, then of 2 s (@smithy/core 3.41). */
const attemptsAtMost = 3;
const throttledBackoff = seconds(1);

/** The clients are to give up after a few seconds, so that a run that meets a dark service still ends in time. */
const giveUpAfter = seconds(6);

const usualLatencyMs: Readonly<Record<Service, [number, number]>> = {
  route53: [80, 250],
  s3: [15, 60],
  cloudwatch: [30, 120],
  sns: [15, 50],
  cloudfront: [100, 300],
};

function refused(error: Error): never {
  throw error;
}

/** S3 says 503 SlowDown, Route 53 the wire code `Throttling` (aws-facts 1), the others ThrottlingException. */
function throttled(service: Service): Error {
  if (service === "s3") return refusal("s3", "SlowDown", 503, "Please reduce your request rate.");
  if (service === "route53") return refusal("route53", "Throttling", 400, "Rate exceeded");
  return refusal(service, "ThrottlingException", 400, "Rate exceeded");
}
