import { describe, expect, it } from "vitest";
import { changesBetween, recordSetsIn, standingOf } from "../../shared/model/positions.ts";
import type { RecordSet } from "../../shared/model/recordSet.ts";
import { sameSets } from "../../shared/model/sameSets.ts";
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

describe("pairs that differ in more than the example's", () => {
  const alias = (DNSName: string) => ({
    AliasTarget: { HostedZoneId: "Z1", DNSName, EvaluateTargetHealth: false },
  });
  const pair = (Name: string, Type: string, primary: Partial<RecordSet>, secondary: Partial<RecordSet>) => [
    { Name, Type, SetIdentifier: "one", Failover: "PRIMARY", HealthCheckId: "h", ...primary } as RecordSet,
    { Name, Type, SetIdentifier: "two", Failover: "SECONDARY", ...secondary } as RecordSet,
  ];
  const ttl = (Value: string, TTL: number) => ({ TTL, ResourceRecords: [{ Value }] });

  it("swap targets with their own partner: of the same name and the same type", () => {
    const baseline = [
      ...pair("a.example.", "A", alias("a-primary."), alias("a-secondary.")),
      ...pair("a.example.", "AAAA", alias("aaaa-primary."), alias("aaaa-secondary.")),
      ...pair("b.example.", "A", alias("b-primary."), alias("b-secondary.")),
    ];
    const targets = recordSetsIn("secondary", baseline).map((set) => set.AliasTarget?.DNSName);
    expect(targets).toEqual([
      "a-secondary.",
      "a-primary.",
      "aaaa-secondary.",
      "aaaa-primary.",
      "b-secondary.",
      "b-primary.",
    ]);
  });

  it("swap addresses and TTL where there is no alias, and leave nothing undefined behind", () => {
    const baseline = pair("a.example.", "A", ttl("192.0.2.1", 60), alias("a-secondary."));
    const own = { Name: "a.example.", Type: "A" };
    expect(recordSetsIn("secondary", baseline)).toStrictEqual([
      { ...own, SetIdentifier: "one", Failover: "PRIMARY", ...alias("a-secondary.") },
      { ...own, SetIdentifier: "two", Failover: "SECONDARY", ...ttl("192.0.2.1", 60) },
    ]);
  });

  it("held on the primary keep a health check of SECONDARY's own", () => {
    const baseline = pair("a.example.", "A", alias("p."), { ...alias("s."), HealthCheckId: "h2" });
    expect(recordSetsIn("primary", baseline).map((set) => set.HealthCheckId)).toEqual([undefined, "h2"]);
  });
});

describe("two listings are the same", () => {
  const [a, b] = aPair("example.com", "A") as [RecordSet, RecordSet];

  it.each<[boolean, string, RecordSet[], RecordSet[]]>([
    [true, "in another order", [a, b], [b, a]],
    [false, "with one set more", [a, b], [a]],
    [false, "with one set less", [a], [a, b]],
    [false, "with another in its place", [a, a], [a, b]],
    [false, "with one twice for another once", [a, b], [a, a]],
    [false, "with another TTL", [{ ...a, TTL: 60 }], [{ ...a, TTL: 61 }]],
    [
      false,
      "with another list of addresses",
      [{ ...a, ResourceRecords: [{ Value: "192.0.2.1" }] }],
      [{ ...a, ResourceRecords: [{ Value: "192.0.2.2" }] }],
    ],
    [
      false,
      "with its addresses in another order",
      [{ ...a, ResourceRecords: [{ Value: "192.0.2.1" }, { Value: "192.0.2.2" }] }],
      [{ ...a, ResourceRecords: [{ Value: "192.0.2.2" }, { Value: "192.0.2.1" }] }],
    ],
    [true, "with a field that is undefined in one", [a], [{ ...a, TTL: undefined } as unknown as RecordSet]],
    [
      true,
      "with a field that is null in both",
      [{ ...a, TTL: null } as unknown as RecordSet],
      [{ ...a, TTL: null } as unknown as RecordSet],
    ],
    [
      false,
      "with a list where the other has fields by number",
      [{ ...a, ResourceRecords: [] }],
      [{ ...a, ResourceRecords: {} } as unknown as RecordSet],
    ],
    [
      false,
      "with a field that is null in one",
      [{ ...a, AliasTarget: null } as unknown as RecordSet],
      [{ ...a, AliasTarget: {} } as unknown as RecordSet],
    ],
  ])("%s: %s", (same, _, left, right) => {
    expect(sameSets(left, right)).toBe(same);
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

  it("takes a PRIMARY without a partner for a pair that the standby can't serve", () => {
    const listed = freeRecordSets.filter(({ Type, Failover }) => Type !== "AAAA" || Failover === "PRIMARY");
    expect(standingOf(listed, null, site)).toEqual({ kind: "at", position: "automatic" });
  });

  it("reads names as Route 53 does: without regard to case and the last dot", () => {
    const listed = freeRecordSets.map((set) => ({ ...set, Name: set.Name.toUpperCase().replace(/\.$/, "") }));
    expect(standingOf(listed, null, site)).toEqual({ kind: "at", position: "automatic" });
  });

  it("takes unseen failover pairs for automatic", () => {
    expect(standingOf(freeRecordSets, null, site)).toEqual({ kind: "at", position: "automatic" });
  });

  it("calls another health check an edit, as the pair would still fail over", () => {
    const edited = freeRecordSets.map((set) =>
      set.Failover === "PRIMARY" && set.Name === "example.com." ? { ...set, HealthCheckId: "99999999" } : set,
    );
    expect(standingOf(edited, freeRecordSets, site)).toEqual({
      kind: "edited",
      because: "record sets of example.com A are not as remembered; they are failover pairs all the same",
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
    [
      "a PRIMARY that is no failover record set",
      freeRecordSets.map(({ Failover: _, ...set }) => set),
      "www.example.com A has no PRIMARY failover record set",
    ],
    [
      "only a SECONDARY",
      freeRecordSets.filter(({ Failover, Name }) => Failover === "SECONDARY" || Name === "example.com."),
      "www.example.com A has no PRIMARY failover record set",
    ],
    [
      "a third record set beside the pair",
      [...freeRecordSets, { ...primaryA, SetIdentifier: "third", Name: "www.example.com." }],
      "www.example.com A has more record sets than one pair",
    ],
    [
      "a second record set that is no SECONDARY",
      freeRecordSets.map((set) =>
        set.Failover === "SECONDARY" && set.Name === "example.com." ? { ...set, Failover: "PRIMARY" } : set,
      ),
      "example.com A has more record sets than one pair",
    ],
    [
      "addresses where an alias should be",
      freeRecordSets.map(({ AliasTarget: _, ...set }) => ({
        ...set,
        ResourceRecords: [{ Value: "192.0.2.1" }],
      })),
      "www.example.com A PRIMARY does not point at d111111abcdef8.cloudfront.net",
    ],
  ])("calls %s a drift, and says which", (_, listed, because) => {
    expect(standingOf(listed as RecordSet[], null, site)).toEqual({ kind: "drifted", because });
  });
});
