import type { Site } from "../shared/model/site.ts";

/** The site with a switch of its own, where it has none. */
export function switched(site: Site): Site {
  if (site.switch !== null) return site;
  const bucket = "example-site-switch";
  const { region } = site.secondary;
  return {
    ...site,
    switch: {
      bucket,
      region,
      endpoint: `http://${bucket}.s3.${region}.amazonaws.com`,
      keys: { hold: "hold", force: "force" },
      checks: {
        endpoint: "11111111-2222-3333-4444-000000000001",
        hold: "11111111-2222-3333-4444-000000000002",
        force: ["11111111-2222-3333-4444-000000000003", "11111111-2222-3333-4444-000000000004"],
      },
    },
  };
}
