import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { SwitchAnswer, SwitchWrites } from "../act/ports.ts";
import { reasonOf } from "../model/reason.ts";
import type { Switch } from "../model/site.ts";
import type { SwitchKey, SwitchObject, SwitchPort } from "../model/switch.ts";
import type { S3 } from "./clients.ts";
import { refusalOf } from "./refusal.ts";

/**
 * The switch's objects in S3, each write by compare-and-swap (aws-facts 5). The role needs s3:ListBucket besides
 * s3:GetObject, as S3 answers 403 and not 404 for a missing key to whoever may not list.
 */
export const s3Switches = (s3In: (region: string) => S3): SwitchPort & SwitchWrites => ({
  async read(place) {
    const [hold, force] = await Promise.all([
      read(s3In(place.region), place, "hold"),
      read(s3In(place.region), place, "force"),
    ]);
    return { hold, force };
  },
  put: (place, object, body) =>
    written(() =>
      s3In(place.region).send(
        new PutObjectCommand({
          ...named(place, object),
          Body: body,
          ContentType: "application/json",
          // A checker, or whatever stands between, must not be served what stood there a minute ago.
          CacheControl: "no-store",
          IfNoneMatch: "*",
        }),
      ),
    ),
  remove: (place, object, etag) =>
    written(() =>
      s3In(place.region).send(new DeleteObjectCommand({ ...named(place, object), IfMatch: etag })),
    ),
});

const named = ({ bucket, keys }: Switch, object: SwitchKey) => ({ Bucket: bucket, Key: keys[object] });

async function read(s3: S3, place: Switch, object: SwitchKey): Promise<SwitchObject | null> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand(named(place, object)));
    if (Body === undefined || ETag === undefined)
      throw new Error(`S3 gave no body or ETag for ${place.keys[object]}`);
    return { etag: ETag, body: await Body.transformToString("utf-8") };
  } catch (error) {
    if (refusalOf(error).code === "NoSuchKey") return null;
    throw error;
  }
}

/** 4xx: S3 refused it, the compare-and-swap (412, 409) among the reasons; anything else leaves room for doubt. */
async function written(send: () => Promise<unknown>): Promise<SwitchAnswer> {
  try {
    await send();
    return { kind: "written" };
  } catch (error) {
    const { status } = refusalOf(error);
    const kind = status !== null && status >= 400 && status < 500 ? "refused" : "unsure";
    return { kind, because: reasonOf(error) };
  }
}
