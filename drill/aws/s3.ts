import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { ListRawCommand, type RawListing } from "../../shared/aws/listRaw.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { Bucket, ObjectVersion } from "./bucket.ts";
import { metadata, refusal } from "./failure.ts";
import { type ListXml, listXml, urlEncoded } from "./listXml.ts";

/** Who is told of what was written, the replication among them. */
export type Written = (bucket: Bucket, version: ObjectVersion) => void;

/** S3 of one region. */
export class S3 {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #buckets: ReadonlyMap<string, Bucket>;
  readonly #written: Written;
  readonly region: string;

  constructor(
    world: { time: VirtualTime; chance: Chance; faults: Faults },
    region: string,
    buckets: readonly Bucket[],
    written: Written,
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream(`s3/${region}`);
    this.#faults = world.faults;
    this.#buckets = new Map(buckets.filter((b) => b.region === region).map((b) => [b.name, b]));
    this.#written = written;
    this.region = region;
  }

  answer(command: object): unknown {
    if (command instanceof PutObjectCommand) return this.#put(command.input);
    if (command instanceof GetObjectCommand) return this.#get(command.input);
    if (command instanceof HeadObjectCommand) return this.#head(command.input);
    if (command instanceof DeleteObjectCommand) return this.#delete(command.input);
    if (command instanceof ListRawCommand) return this.#listRaw(command.input);
    if (command instanceof ListObjectsV2Command) return this.#list(command.input);
    throw new Error(`the simulated S3 does not know ${command.constructor.name}`);
  }

  #bucket(name: string | undefined): Bucket {
    const bucket = this.#buckets.get(name ?? "");
    if (bucket !== undefined) return bucket;
    throw refusal(
      "s3",
      "NoSuchBucket",
      404,
      `The specified bucket does not exist: ${name} in ${this.region}`,
    );
  }

  #put(input: PutObjectCommandInput): unknown {
    const bucket = this.#bucket(input.Bucket);
    const key = input.Key ?? "";
    if (input.IfMatch !== undefined || input.IfNoneMatch !== undefined)
      this.#checkCondition(bucket, key, input);
    const version = bucket.put(key, textOf(input.Body), this.#time.now);
    this.#written(bucket, version);
    return { ETag: version.etag, VersionId: version.versionId, $metadata: metadata(200) };
  }

  /** 412 where the condition does not hold, 409 where another write interferes; nothing is written then. */
  #checkCondition(
    bucket: Bucket,
    key: string,
    input: { IfMatch?: string | undefined; IfNoneMatch?: string | undefined },
  ): void {
    if (this.#faults.active("writesConflict").some((fault) => this.#chance.happens(fault.share))) {
      throw refusal(
        "s3",
        "ConditionalRequestConflict",
        409,
        "A conflicting operation occurred. Please retry.",
      );
    }
    const present = bucket.current(key);
    if (input.IfMatch !== undefined && present === null) throw noSuchKey();
    const holds = input.IfMatch === undefined ? present === null : present?.etag === input.IfMatch;
    if (holds) return;
    throw refusal(
      "s3",
      "PreconditionFailed",
      412,
      "At least one of the pre-conditions you specified did not hold",
    );
  }

  #get(input: GetObjectCommandInput): unknown {
    const found = this.#find(input);
    if (found === null) throw noSuchKey();
    return { ...about(found), Body: bodyOf(found.body) };
  }

  #head(input: GetObjectCommandInput): unknown {
    const found = this.#find(input);
    if (found === null) throw new NotFound({ message: "NotFound", $metadata: metadata(404) });
    return about(found);
  }

  #find(input: GetObjectCommandInput): ObjectVersion | null {
    const bucket = this.#bucket(input.Bucket);
    const key = input.Key ?? "";
    return input.VersionId === undefined ? bucket.current(key) : bucket.version(key, input.VersionId);
  }

  #delete(input: {
    Bucket?: string | undefined;
    Key?: string | undefined;
    IfMatch?: string | undefined;
  }): unknown {
    const bucket = this.#bucket(input.Bucket);
    const key = input.Key ?? "";
    if (input.IfMatch !== undefined) this.#checkCondition(bucket, key, { IfMatch: input.IfMatch });
    const marker = bucket.delete(key, this.#time.now);
    this.#written(bucket, marker);
    return { DeleteMarker: true, VersionId: marker.versionId, $metadata: metadata(204) };
  }

  #list(input: ListObjectsV2CommandInput): unknown {
    const { objects, truncated, token } = this.#page(input);
    const encode = input.EncodingType === "url" ? urlEncoded : (key: string): string => key;
    return {
      Contents: objects.map((version) => entry(version, encode)),
      KeyCount: objects.length,
      IsTruncated: truncated,
      ...(token !== null && { NextContinuationToken: token }),
      ...(input.EncodingType && { EncodingType: input.EncodingType }),
      $metadata: metadata(200),
    };
  }

  #listRaw(input: ListObjectsV2CommandInput): RawListing {
    if (input.EncodingType !== "url")
      throw new Error("the simulated S3 lists raw only with keys URL-encoded");
    return { body: Buffer.from(listXml({ bucket: input.Bucket ?? "", ...this.#page(input) })) };
  }

  #page(
    input: ListObjectsV2CommandInput,
  ): Omit<ListXml, "bucket" | "objects"> & { objects: ObjectVersion[] } {
    const bucket = this.#bucket(input.Bucket);
    const prefix = input.Prefix ?? "";
    const from = input.ContinuationToken ?? input.StartAfter ?? "";
    const keys = bucket.keys();
    const start =
      from === "" ? 0 : keys.findIndex((key) => Buffer.compare(Buffer.from(key), Buffer.from(from)) > 0);
    const wanted = start === -1 ? [] : keys.slice(start).filter((key) => key.startsWith(prefix));
    const page = wanted.slice(0, Math.min(input.MaxKeys ?? 1000, 1000));
    const truncated = wanted.length > page.length;
    const token = truncated ? (page.at(-1) ?? null) : null;
    return { objects: page.flatMap((key) => bucket.current(key) ?? []), truncated, token };
  }
}

const entry = (version: ObjectVersion, encode: (key: string) => string) => ({
  Key: encode(version.key),
  Size: version.size,
  ETag: version.etag,
  LastModified: new Date(version.modifiedAt),
  StorageClass: "STANDARD",
});

const about = (version: ObjectVersion) => ({
  ETag: version.etag,
  VersionId: version.versionId,
  ContentLength: version.size,
  LastModified: new Date(version.modifiedAt),
  ...(version.replication && { ReplicationStatus: version.replication }),
  $metadata: metadata(200),
});

const bodyOf = (text: string) => ({
  transformToString: async () => text,
  transformToByteArray: async () => new TextEncoder().encode(text),
});

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  throw new Error("the simulated S3 takes strings and bytes");
}

const noSuchKey = (): Error =>
  new NoSuchKey({ message: "The specified key does not exist.", $metadata: metadata(404) });
