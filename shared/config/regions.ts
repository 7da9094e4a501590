/** What a record set must say to alias the S3 website endpoint of a region. */
export interface WebsiteEndpoint {
  /** Without the bucket's name: Route 53 finds the bucket by the record's own name. */
  readonly domainName: string;
  readonly zone: EndpointZone;
}

/** Zone id of an endpoint: one that all sources agree on, several of which one is right, or a region not listed here. */
type EndpointZone =
  | { readonly kind: "agreed"; readonly id: string }
  | { readonly kind: "disputed"; readonly ids: readonly string[] }
  | { readonly kind: "unlisted" };

/** The regions of the `aws` partition known here. */
export const regionNames = (): readonly string[] => [...endpoints.keys()];

export function websiteEndpoint(region: string): WebsiteEndpoint {
  const row = endpoints.get(region);
  // The dash form is that of the oldest regions; every later one has got the dot form.
  const dash = row?.form === "dash" ? "-" : ".";
  return { domainName: `s3-website${dash}${region}.amazonaws.com`, zone: zoneOf(row?.zoneIds ?? []) };
}

/** Other partitions (China, GovCloud) keep Route 53, CloudFront and their zone ids apart from what is assumed here. */
export const isOtherPartition = (region: string): boolean =>
  /^(cn|us-gov|us-iso|eu-iso|eusc)[a-z]?-/.test(region);

function zoneOf(ids: readonly string[]): EndpointZone {
  const [first, ...others] = ids;
  if (first === undefined) return { kind: "unlisted" };
  return others.length === 0 ? { kind: "agreed", id: first } : { kind: "disputed", ids };
}

/**
 * Region, form of the endpoint's name, zone ids. Sources: AWS General Reference, "Amazon S3 website endpoints", as kept
 * in hashicorp/terraform-provider-aws internal/service/s3/hosted_zones.go. Where aws/aws-cdk's
 * region-info/build-tools/fact-tables.ts says otherwise (af-south-1, eu-south-1), the second id is its; nobody here
 * could ask the live service, so such a site has to name the zone id itself.
 */
const rows: readonly (readonly [region: string, form: "dash" | "dot", ...zoneIds: string[]])[] = [
  ["us-east-1", "dash", "Z3AQBSTGFYJSTF"],
  ["us-east-2", "dot", "Z2O1EMRO9K5GLX"],
  ["us-west-1", "dash", "Z2F56UZL2M1ACD"],
  ["us-west-2", "dash", "Z3BJ6K6RIION7M"],
  ["af-south-1", "dot", "Z83WF9RJE8B12", "Z11KHD8FBVPUYU"],
  ["ap-east-1", "dot", "ZNB98KWMFR0R6"],
  ["ap-east-2", "dot", "Z064739330DAH7WJVOO93"],
  ["ap-northeast-1", "dash", "Z2M4EHUR26P7ZW"],
  ["ap-northeast-2", "dot", "Z3W03O7B5YMIYP"],
  ["ap-northeast-3", "dot", "Z2YQB5RD63NC85"],
  ["ap-south-1", "dot", "Z11RGJOFQNVJUP"],
  ["ap-south-2", "dot", "Z02976202B4EZMXIPMXF7"],
  ["ap-southeast-1", "dash", "Z3O0J2DXBE1FTB"],
  ["ap-southeast-2", "dash", "Z1WCIGYICN2BYD"],
  ["ap-southeast-3", "dot", "Z01846753K324LI26A3VV"],
  ["ap-southeast-4", "dot", "Z0312387243XT5FE14WFO"],
  ["ap-southeast-5", "dot", "Z08660063OXLMA7F1FJHU"],
  ["ap-southeast-6", "dot", "Z05686083R66JX5C163TC"],
  ["ap-southeast-7", "dot", "Z0031014GXUMRZG6I14G"],
  ["ca-central-1", "dot", "Z1QDHH18159H29"],
  ["ca-west-1", "dot", "Z03565811Z33SLEZTHOUL"],
  ["eu-central-1", "dot", "Z21DNDUVLTQW6Q"],
  ["eu-central-2", "dot", "Z030506016YDQGETNASS"],
  ["eu-north-1", "dot", "Z3BAZG2TWCNX0D"],
  ["eu-south-1", "dot", "Z30OZKI7KPW7MI", "Z3IXVV8C73GIO3"],
  ["eu-south-2", "dot", "Z0081959F7139GRJC19J"],
  ["eu-west-1", "dash", "Z1BKCTXD74EZPE"],
  ["eu-west-2", "dot", "Z3GKZC51ZF0DB4"],
  ["eu-west-3", "dot", "Z3R1K369G5AVDG"],
  ["il-central-1", "dot", "Z09640613K4A3MN55U7GU"],
  ["me-central-1", "dot", "Z06143092I8HRXZRUZROF"],
  ["me-south-1", "dot", "Z1MPMWCPA7YB62"],
  ["mx-central-1", "dot", "Z057606446ZNVQJJ8WOP"],
  ["sa-east-1", "dash", "Z7KQH4QJS55SO"],
];

const endpoints = new Map(rows.map(([region, form, ...zoneIds]) => [region, { form, zoneIds }]));
