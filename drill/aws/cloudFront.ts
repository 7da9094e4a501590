import { GetDistributionCommand, NoSuchDistribution } from "@aws-sdk/client-cloudfront";
import type { Faults } from "../faults.ts";
import { metadata } from "./failure.ts";

/** One distribution, by GetDistribution. */
export class Distribution {
  readonly #faults: Faults;
  readonly id: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly origin: string;

  constructor(faults: Faults, spec: Pick<Distribution, "id" | "domainName" | "aliases" | "origin">) {
    this.#faults = faults;
    this.id = spec.id;
    this.domainName = spec.domainName;
    this.aliases = spec.aliases;
    this.origin = spec.origin;
  }

  get enabled(): boolean {
    return this.#faults.active("distributionDisabled").length === 0;
  }

  answersFor(host: string): boolean {
    return host === this.domainName || this.aliases.includes(host);
  }

  answer(command: object): unknown {
    if (!(command instanceof GetDistributionCommand)) {
      throw new Error(`the simulated CloudFront does not know ${command.constructor.name}`);
    }
    if (command.input.Id !== this.id) {
      throw new NoSuchDistribution({
        message: "The specified distribution does not exist.",
        $metadata: metadata(404),
      });
    }
    return { Distribution: this.#described(), ETag: "E2DRILL", $metadata: metadata(200) };
  }

  #described(): unknown {
    return {
      Id: this.id,
      Status: "Deployed",
      DomainName: this.domainName,
      DistributionConfig: {
        Enabled: this.enabled,
        Aliases: { Quantity: this.aliases.length, Items: [...this.aliases] },
        Origins: { Quantity: 1, Items: [{ Id: "site", DomainName: this.origin }] },
      },
    };
  }
}
