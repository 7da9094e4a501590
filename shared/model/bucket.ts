/** A bucket, and the region where it is asked for. */
export interface BucketRef {
  readonly name: string;
  readonly region: string;
}
