import type { ClientConfig } from "../emulator.ts";

/** Whatever answers as AWS. */
export interface Account {
  clientConfig(region: string): ClientConfig;
}

/** The example site, under the names that sites.yml has for it. */
export const primary = { bucket: "example-site-primary", region: "eu-central-1" };
export const standby = { bucket: "www.example.com", region: "eu-west-1" };
export const redirect = { bucket: "example.com", region: "eu-west-1" };
export const switched = { bucket: "example-site-switch", region: "eu-west-1" };
export const names = ["www.example.com", "example.com"];
export const ruleId = "site-to-standby";

export const hostOf = ({ bucket, region }: { bucket: string; region: string }) =>
  `${bucket}.s3.${region}.amazonaws.com`;
export const websiteHost = `${standby.bucket}.s3-website-${standby.region}.amazonaws.com`;
