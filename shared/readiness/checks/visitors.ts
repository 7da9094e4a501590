import { hours, isoTime } from "../../model/time.ts";
import { type Check, type Flaw, factsOf, flawsIn } from "../check.ts";
import type { Certificate, Fetched } from "../edgeSettings.ts";

/** What a visitor meets, seen from outside and without credentials. */
export const visitorChecks: readonly Check[] = [
  {
    id: "standby-serves",
    asks: "Does the standby answer for each of the site's names?",
    severity: "blocks",
    visitor: "The error that the standby answers now, for the whole of the outage.",
    fix: ({ secondary, names }) =>
      names.map(
        ({ name }) =>
          `curl -i -H 'Host: ${name}' ${secondary.probes[0]?.url ?? `http://${secondary.target.domainName}/`}`,
      ),
    judge: ({ ground }) =>
      ground.pages
        .filter(({ side }) => side === "secondary")
        .flatMap(({ name, url, page }) =>
          flawsIn(page, (fetched) => [refusedBy(fetched, `${url} as ${name}`)]),
        ),
  },
  {
    id: "start-page-complete",
    asks: "Has the standby what its start page refers to?",
    severity: "hurts",
    visitor: "The start page without its styles, scripts or images.",
    fix: ({ primary, secondary }) => [
      `aws s3api head-object --bucket ${secondary.bucket} --region ${secondary.region} --key KEY`,
      `aws s3 cp s3://${primary.bucket}/KEY s3://${primary.bucket}/KEY --region ${primary.region} --metadata-directive REPLACE  # written again, it is replicated again`,
    ],
    judge: ({ ground }) =>
      flawsIn(ground.references, (references) =>
        references.map(({ path, status }) => status >= 400 && `${path} is answered ${status} there`),
      ),
  },
  {
    id: "https-standby",
    asks: "Where visitors come by HTTPS, does the standby have it?",
    severity: "blocks",
    visitor: "No connection: an S3 website has no HTTPS, and a browser that knows HSTS never tries HTTP.",
    fix: () => [
      "secondary: { target: { kind: alias, … } } with a certificate: an API Gateway custom domain in front of the replica",
      "or serve plain HTTP too: ViewerProtocolPolicy allow-all, without the header strict-transport-security",
    ],
    judge: ({ site, ground }) => {
      if (site.secondary.target.kind !== "s3-website") return null;
      const { distribution } = ground;
      return [
        ...factsOf([site.visitor.scheme === "https" && "sites.yml says that visitors come by https"]),
        ...site.names.flatMap(({ name }) =>
          factsOf([
            /\.(app|dev|page|new)$/.test(name) && `browsers ask .${name.split(".").at(-1)} by HTTPS only`,
          ]),
        ),
        ...(distribution === null
          ? []
          : flawsIn(distribution, (setting) => [
              setting?.httpsOnly === true && "the distribution sends visitors to HTTPS",
            ])),
        ...ground.pages
          .filter(({ side }) => side === "primary")
          .flatMap(({ name, page }) => hsts(name, page)),
      ];
    },
  },
  {
    id: "certificates",
    asks: "Do the certificates cover each name, for three more weeks?",
    severity: "hurts",
    visitor: "The browser's warning page in place of the site.",
    fix: ({ names }) => [
      `openssl s_client -connect HOST:443 -servername ${names[0]?.name ?? "NAME"} </dev/null | openssl x509 -noout -dates -ext subjectAltName`,
      "ACM renews by itself while its validation records stand in the zone; else request a new one and attach it",
    ],
    judge: ({ ground }) =>
      ground.certificates.length === 0
        ? null
        : ground.certificates.flatMap(({ side, name, certificate }) =>
            flawsIn(certificate, (seen) => [
              !covers(seen, name) &&
                `the ${side}'s certificate is not for ${name}, but for ${seen.names.join(", ")}`,
              seen.validTo - ground.at < renewalDue &&
                `the ${side}'s certificate for ${name} ends ${isoTime(seen.validTo).slice(0, 10)}`,
            ]),
          ),
  },
];

/** ACM renews 60 days before the end: three weeks before it, renewal has been failing for a while. */
const renewalDue = hours(21 * 24);

function refusedBy(fetched: Fetched, what: string): string | false {
  if (fetched.kind === "failed") return `${what}: ${fetched.because}`;
  return fetched.status >= 400 && `${what} is answered ${fetched.status}`;
}

const hsts = (name: string, page: Parameters<typeof flawsIn<Fetched>>[0]): readonly Flaw[] =>
  flawsIn(page, (fetched) => [
    fetched.kind === "answered" &&
      fetched.headers["strict-transport-security"] !== undefined &&
      `the primary answers ${name} with strict-transport-security: browsers remember it`,
  ]);

const covers = ({ names }: Certificate, name: string): boolean =>
  names.some((pattern) =>
    pattern.startsWith("*.") ? name.slice(name.indexOf(".") + 1) === pattern.slice(2) : pattern === name,
  );
