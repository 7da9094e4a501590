/** One prefix for all stacks of a site; CloudFormation takes letters, digits and dashes. */
export const stackOf = (host: string, what: string): string => `failover-${dashed(host)}-${what}`;

export const dashed = (host: string): string => host.replaceAll(/[._]/g, "-");

/** A bucket's own host, which answers by plain HTTP too. */
export const bucketHost = ({
  bucket,
  region,
}: {
  readonly bucket: string;
  readonly region: string;
}): string => `${bucket}.s3.${region}.amazonaws.com`;
