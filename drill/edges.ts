import type { FetchFault } from "../shared/model/observation.ts";
import { plainName } from "../shared/model/recordSet.ts";
import type { RecordType, Side, SideName, Site } from "../shared/model/site.ts";
import type { Bucket, ObjectVersion } from "./aws/bucket.ts";
import type { Distribution } from "./aws/cloudFront.ts";
import { keyOf } from "./content.ts";
import type { Faults } from "./faults.ts";

/** What a GET gets at the edge of a side. */
export type EdgeAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: "failed";
      readonly fault: FetchFault;
      readonly because: string;
    };

/** What usually comes, and what comes instead for a share of the requests while the side is half dead. */
export interface Look {
  readonly usual: EdgeAnswer;
  readonly trouble: { readonly share: number; readonly answer: EdgeAnswer } | null;
}

export interface EdgeRequest {
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly path: string;
}

/** Who stands at which address, and what they answer: the two sides as the world sees them. */
export class Edges {
  readonly #site: Site;
  readonly #faults: Faults;
  readonly #buckets: Readonly<Record<SideName, Bucket>>;
  readonly #distribution: Distribution;
  readonly #hosts: ReadonlyMap<string, SideName>;

  constructor(
    site: Site,
    faults: Faults,
    buckets: Readonly<Record<SideName, Bucket>>,
    distribution: Distribution,
  ) {
    this.#site = site;
    this.#faults = faults;
    this.#buckets = buckets;
    this.#distribution = distribution;
    this.#hosts = new Map([...hostsOf(site.secondary, "secondary"), ...hostsOf(site.primary, "primary")]);
  }

  /** Addresses of AWS's own names: the targets' and those the probes use. */
  addressesOf(host: string, type: RecordType): readonly string[] {
    const side = this.#hosts.get(plainName(host));
    if (side === undefined) return [];
    // Website endpoints have no IPv6 (aws-facts 1).
    const none = type === "AAAA" && this.#site[side].target.kind === "s3-website";
    return none ? [] : [addresses[side][type]];
  }

  look(address: string, request: EdgeRequest): Look {
    const side = sideAt(address);
    if (side === null)
      return steady({ kind: "failed", fault: "connect", because: `nothing listens at ${address}` });
    const usual = this.#usual(side, request);
    const [fault] = this.#faults.active("sideFails").filter((f) => f.side === side);
    if (fault === undefined) return steady(usual);
    return {
      usual,
      trouble: { share: fault.share, answer: fault.how === "timeout" ? timedOut : this.#sick(side) },
    };
  }

  #usual(side: SideName, request: EdgeRequest): EdgeAnswer {
    const { target } = this.#site[side];
    if (target.kind === "cloudfront") return this.#fromCloudFront(side, request);
    if (this.#isDark(side)) return timedOut;
    if (target.kind === "s3-website" && request.scheme === "https") return noHttps;
    return this.#fromBucket(side, request.path, this.#marks(side, { server: "AmazonS3" }));
  }

  /** The edge goes on serving while the region behind it is dark: what it serves then is an error, with `via`. */
  #fromCloudFront(side: SideName, { host, path }: EdgeRequest): EdgeAnswer {
    const known = this.#distribution.enabled && this.#distribution.answersFor(host);
    if (!known)
      return {
        kind: "answered",
        status: 403,
        headers: this.#marks(side, throughCloudFront),
        body: "Bad request.",
      };
    if (this.#isDark(side)) return this.#sick(side);
    return this.#fromBucket(side, path, this.#marks(side, throughCloudFront));
  }

  #sick(side: SideName): EdgeAnswer {
    const through = this.#site[side].target.kind === "cloudfront" ? throughCloudFront : {};
    return {
      kind: "answered",
      status: 503,
      headers: this.#marks(side, through),
      body: "503 Service Unavailable",
    };
  }

  #fromBucket(side: SideName, path: string, headers: Readonly<Record<string, string>>): EdgeAnswer {
    const bucket = this.#buckets[side];
    const found = bucket.current(keyOf(path));
    if (found !== null)
      return { kind: "answered", status: 200, headers: withTag(headers, found), body: found.body };
    return {
      kind: "answered",
      status: 404,
      headers,
      body: bucket.current("error.html")?.body ?? "404 Not Found",
    };
  }

  #marks(side: SideName, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const { marker } = this.#site.visitor;
    return marker.kind === "header" ? { ...headers, [marker.name]: marker[side] } : headers;
  }

  #isDark = (side: SideName): boolean =>
    this.#faults.active("regionDark").some((fault) => fault.side === side);
}

const steady = (usual: EdgeAnswer): Look => ({ usual, trouble: null });

const timedOut: EdgeAnswer = { kind: "failed", fault: "timeout", because: "no answer in time" };

/** Website endpoints have no HTTPS (aws-facts 1). */
const noHttps: EdgeAnswer = { kind: "failed", fault: "connect", because: "port 443 is closed" };

const throughCloudFront = { via: "1.1 drill.cloudfront.net (CloudFront)", server: "AmazonS3" };

const withTag = (headers: Readonly<Record<string, string>>, { etag }: ObjectVersion) => ({
  ...headers,
  etag,
});

/** Of the blocks kept for documentation. */
const addresses: Readonly<Record<SideName, Readonly<Record<RecordType, string>>>> = {
  primary: { A: "198.51.100.1", AAAA: "2001:db8:a::1" },
  secondary: { A: "203.0.113.1", AAAA: "2001:db8:b::1" },
};

export function sideAt(address: string): SideName | null {
  for (const side of ["primary", "secondary"] as const) {
    if (addresses[side].A === address || addresses[side].AAAA === address) return side;
  }
  return null;
}

/** The names by which a side is reached without the site's own. */
function hostsOf(side: Side, name: SideName): [string, SideName][] {
  const probed = side.probes.map((probe) => new URL(probe.url).hostname);
  const own = [`${side.bucket}.s3.${side.region}.amazonaws.com`, `${side.bucket}.${side.target.domainName}`];
  return [side.target.domainName, ...own, ...probed].map((host) => [plainName(host), name]);
}
