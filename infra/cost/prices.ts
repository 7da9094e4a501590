/** What AWS asks for one unit, in US dollars, and what it gives every account each month before it asks. */
export interface Price {
  readonly unit: string;
  readonly usd: number;
  readonly free: number;
  readonly source: string;
  /** Of the source; "undated" where it says none. */
  readonly date: string;
  /** Whether AWS itself was seen saying so. None was asked for eu-west-1's own price list. */
  readonly verified: boolean;
}

const priceList = "AWS price list, us-east-1, as quoted by third parties";
const cloudWatchPage = "aws.amazon.com/cloudwatch/pricing, a copy";
const thirdParty = "third parties' tables";

/** Change a price here, then `npm run docs:cost`. */
export const prices = {
  metricRead: {
    unit: "metrics read",
    usd: 0.01 / 1000,
    free: 0,
    source: priceList,
    date: "2026-09-24",
    verified: false,
  },
  cloudWatchRequest: {
    unit: "requests",
    usd: 0.01 / 1000,
    free: 1_000_000,
    source: priceList,
    date: "2026-09-24",
    verified: false,
  },
  customMetric: {
    unit: "metrics",
    usd: 0.3,
    free: 10,
    source: cloudWatchPage,
    date: "2022",
    verified: false,
  },
  alarm: { unit: "alarms", usd: 0.1, free: 10, source: cloudWatchPage, date: "undated", verified: false },
  dashboard: {
    unit: "dashboards",
    usd: 3,
    free: 3,
    source: cloudWatchPage,
    date: "undated",
    verified: false,
  },
  logGigabyte: { unit: "GB", usd: 0.57, free: 5, source: thirdParty, date: "2024", verified: false },
  lambdaGigabyteSecond: {
    unit: "GB-s",
    usd: 0.0000133334,
    free: 400_000,
    source: thirdParty,
    date: "2024",
    verified: false,
  },
  lambdaRequest: {
    unit: "requests",
    usd: 0.2 / 1_000_000,
    free: 1_000_000,
    source: thirdParty,
    date: "2024",
    verified: false,
  },
  s3Write: {
    unit: "PUT and LIST",
    usd: 0.005 / 1000,
    free: 0,
    source: thirdParty,
    date: "undated",
    verified: false,
  },
  s3Read: { unit: "GET", usd: 0.0004 / 1000, free: 0, source: thirdParty, date: "undated", verified: false },
  healthCheck: {
    unit: "checks",
    usd: 0.5,
    free: 50,
    source: "AWS price list, as quoted by third parties",
    date: "2026-10-01",
    verified: false,
  },
  fastHealthCheck: {
    unit: "options",
    usd: 1,
    free: 0,
    source: "AWS price list, as quoted by third parties",
    date: "2026-10-01",
    verified: false,
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;
