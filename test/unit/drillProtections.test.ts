import {
  CreateResourceRecordSetProtectionsCommand,
  DeleteResourceRecordSetProtectionsCommand,
  ListResourceRecordSetProtectionsCommand,
  type RRType,
} from "@aws-sdk/client-route-53";
import { expect, test } from "vitest";
import { RecordSetProtections } from "../../drill/aws/protections.ts";

const HostedZoneId = "Z1";
const key = (RecordType: RRType) => ({ RecordName: "WWW.example.com", RecordType });

function protecting(...types: readonly RRType[]): RecordSetProtections {
  const protections = new RecordSetProtections();
  const Protections = types.map((type) => ({ ...key(type), Comment: "ask the DNS team" }));
  protections.answer(new CreateResourceRecordSetProtectionsCommand({ HostedZoneId, Protections }));
  return protections;
}
const keysOf = (protections: RecordSetProtections): readonly string[] => [...protections.comments.keys()];

test("a protection is listed with its comment, by the name as Route 53 keeps it", () => {
  const listed = protecting("A").answer(new ListResourceRecordSetProtectionsCommand({ HostedZoneId }));
  expect(listed).toMatchObject({
    ResourceRecordSetProtections: [
      { RecordName: "www.example.com.", RecordType: "A", Comment: "ask the DNS team" },
    ],
  });
});

test("what is protected already is refused: all of it by one name, a part of it by another, and nothing is done", () => {
  const protections = protecting("A");
  const create = (...types: readonly RRType[]) =>
    protections.answer(
      new CreateResourceRecordSetProtectionsCommand({ HostedZoneId, Protections: types.map(key) }),
    );
  expect(() => create("A")).toThrow(expect.objectContaining({ name: "ProtectionAlreadyExists" }));
  expect(() => create("A", "AAAA")).toThrow(
    expect.objectContaining({ name: "InvalidResourceRecordSetProtectionBatch" }),
  );
  expect(keysOf(protections)).toEqual(["www.example.com. A"]);
});

test("protections are deleted all or none", () => {
  const protections = protecting("A", "AAAA");
  const remove = (...types: readonly RRType[]) =>
    protections.answer(
      new DeleteResourceRecordSetProtectionsCommand({ HostedZoneId, Protections: types.map(key) }),
    );
  expect(() => remove("A", "TXT")).toThrow(
    expect.objectContaining({ Errors: [expect.objectContaining({ Code: "ProtectionNotFound" })] }),
  );
  expect(keysOf(protections)).toHaveLength(2);
  remove("A", "AAAA");
  expect(keysOf(protections)).toEqual([]);
});

test("what is no command about protections is for others to answer", () => {
  expect(new RecordSetProtections().answer({})).toBe(null);
});
