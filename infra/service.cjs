/**
 * What serverless.yml takes from sites.yml: `${file(./infra/service.cjs):roles}` and the like. A function in CommonJS,
 * since osls and Serverless v4 both read that; what it says is in service/describe.ts.
 */
module.exports = async ({ options }) => {
  const { describeService } = await import("./service/describe.ts");
  const { sites } = await import("../shared/lambda/packagedSites.ts");
  return describeService(sites, {
    region: options.region,
  });
};
