import { expect } from "vitest";
import type { ProvisionedPlace, Said } from "./provisionedPlace.ts";
import type { Web } from "./webOfTheSite.ts";

/** sites.yml as `failover adopt` writes it from what it finds now, but for where this world serves the site. */
export async function adoptAnew(place: ProvisionedPlace, web: Web): Promise<Said> {
  await place.remove();
  const said = await place.failover("adopt", "www.example.com", "--write");
  expect(said.note).toBe("");
  await web.reach(place);
  return said;
}
