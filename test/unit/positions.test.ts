import { describe, expect, it } from "vitest";
import { changesBetween, recordSetsIn, standingOf } from "../../shared/model/positions.ts";
import type { RecordSet } from "../../shared/model/recordSet.ts";
import { aSite } from "../fixtures/site.ts";
import { aPair, freeRecordSets } from "../fixtures/world.ts";

const [primaryA, secondaryA] = aPair("example.com", "A") as [RecordSet, RecordSet];

describe("record sets in each position", () => {
  it("in automatic are what stood before, to the letter", () => {
    expect(recordSetsIn("automatic", freeRecordSets)).toEqual(freeRecordSets);
  });

  it("held on the primary lose only PRIMARY's health check", () => {
    const { HealthCheckId: _, ...held } = primaryA;
    expect(recordSetsIn("primary", [primaryA, secondaryA])).toEqual([held, secondaryA]);
  });

  it("forced to the secondary have the targets swapped, and no health check that could undo it", () => {
    expect(recordSetsIn("secondary", [primaryA, secondaryA])).toEqual([
      {
        Name: "example.com.",
        Type: "A",
        SetIdentifier: "primary",
        Failover: "PRIMARY",
        AliasTarget: {
          HostedZoneId: "Z1BKCTXD74EZPE",
          DNSName: "s3-website-eu-west-1.amazonaws.com.",
          EvaluateTargetHealth: false,
        },
      },
      {
        Name: "example.com.",
        Type: "A",
        SetIdentifier: "secondary",
        Failover: "SECONDARY",
        AliasTarget: {
          HostedZoneId: "Z2FDTNDATAQYW2",
          DNSName: "d111111abcdef8.cloudfront.net.",
          EvaluateTargetHealth: false,
        },
      },
    ]);
  });

  it("forced drop a PRIMARY without a partner, whose visitors could never move", () => {
    expect(recordSetsIn("secondary", [{ ...primaryA, Type: "AAAA" }])).toEqual([]);
  });
});

describe("the batch between two positions", () => {
  it("deletes each changed set as listed, then creates the new ones", () => {
    const changes = changesBetween(freeRecordSets, recordSetsIn("primary", freeRecordSets));
    expect(
      changes.map(
        ({ action, recordSet }) => `${action} ${recordSet.Name} ${recordSet.Type} ${recordSet.Failover}`,
      ),
    ).toEqual([
      "DELETE example.com. A PRIMARY",
      "DELETE www.example.com. A PRIMARY",
      "DELETE www.example.com. AAAA PRIMARY",
      "CREATE example.com. A PRIMARY",
      "CREATE www.example.com. A PRIMARY",
      "CREATE www.example.com. AAAA PRIMARY",
    ]);
  });

  it("is empty between equal states, whatever the order of sets and fields", () => {
    const reordered = [...freeRecordSets]
      .reverse()
      .map((set) => Object.fromEntries(Object.entries(set).reverse()));
    expect(changesBetween(freeRecordSets, reordered as unknown as RecordSet[])).toEqual([]);
  });
});

describe("where listed record sets stand", () => {
  const site = aSite();

  it.each(["automatic", "primary", "secondary"] as const)("recognises %s", (position) => {
    expect(standingOf(recordSetsIn(position, freeRecordSets), freeRecordSets, site)).toEqual({
      kind: "at",
      position,
    });
  });

  it("takes unseen failover pairs for automatic", () => {
    expect(standingOf(freeRecordSets, null, site)).toEqual({ kind: "at", position: "automatic" });
  });

  it("calls another health check an edit, as the pair would still fail over", () => {
    const edited = freeRecordSets.map((set) =>
      set.Failover === "PRIMARY" && set.Name === "example.com." ? { ...set, HealthCheckId: "99999999" } : set,
    );
    expect(standingOf(edited, freeRecordSets, site)).toMatchObject({
      kind: "edited",
      because: /example\.com A/,
    });
  });

  it.each([
    [
      "a missing record set",
      freeRecordSets.filter(({ Type }) => Type !== "AAAA"),
      "www.example.com AAAA has no record set",
    ],
    [
      "a PRIMARY without health check",
      freeRecordSets.map(({ HealthCheckId: _, ...set }) => set),
      "www.example.com A PRIMARY has no health check",
    ],
    [
      "a foreign target",
      freeRecordSets.map((set) =>
        set.Failover === "SECONDARY"
          ? {
              ...set,
              AliasTarget: {
                HostedZoneId: "Z1",
                DNSName: "elsewhere.example.net.",
                EvaluateTargetHealth: false,
              },
            }
          : set,
      ),
      "www.example.com A SECONDARY does not point at s3-website-eu-west-1.amazonaws.com",
    ],
  ])("calls %s a drift, and says which", (_, listed, because) => {
    expect(standingOf(listed as RecordSet[], null, site)).toEqual({ kind: "drifted", because });
  });
});
