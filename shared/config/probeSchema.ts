import * as v from "valibot";
import { seconds } from "../model/time.ts";
import { headerName, hostName } from "./awsFields.ts";
import { either } from "./either.ts";
import { anyText, choice, count, duration, path, url } from "./fields.ts";
import { shown, wrong } from "./finding.ts";
import { mapping } from "./mapping.ts";

// Three tries of each probe must fit in a run, and a run in the minute between two.
const timeout = v.optional(duration("How long one try may take.", "5s", seconds(10)), "5s");

const probeUrl = url("URL that is fetched, as a visitor would.", "https://d111111abcdef8.cloudfront.net/");

const singleStatus = (issue: { input: unknown }) =>
  wrong(`${shown(issue.input)} is not an HTTP status`, "write one, like 200, or a range, like 200-399");

const status = v.pipe(
  v.union(
    [
      v.pipe(
        v.number(),
        v.integer(singleStatus),
        v.minValue(100, singleStatus),
        v.maxValue(599, singleStatus),
      ),
      v.pipe(v.string(), v.regex(/^[1-5]\d\d-[1-5]\d\d$/, singleStatus)),
    ],
    singleStatus,
  ),
  v.metadata({ description: "Status that counts as up, or a range of them." }),
  v.transform((written) => {
    const [from = 0, to = from] = String(written).split("-").map(Number);
    return { from, to };
  }),
  v.check(
    ({ from, to }) => from <= to,
    wrong("the range of statuses is upside down", "write the lower one first"),
  ),
);

const sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, (issue) =>
    wrong(`${shown(issue.input)} is no SHA-256`, "write it in hex, as sha256sum prints it"),
  ),
  v.metadata({ description: "SHA-256 that the body must have, in hex; for bodies of up to 256 KiB." }),
);

const probeMapping = mapping("A fetch, and what counts as up.", {
  url: probeUrl,
  host: v.optional(hostName("Host header and TLS server name to send; the URL's own host unless written.")),
  // 2xx and 3xx, as Route 53's checkers take them.
  status: v.optional(status, "200-399"),
  text: v.optional(anyText("Text that the body must hold.", "Example, Inc.")),
  sha256: v.optional(sha256),
  bytes: v.optional(count("Length that the body must have; for bodies of up to 256 KiB.", 0, 262_144)),
  contentType: v.optional(anyText("Media type that the answer must have, without parameters.", "text/html")),
  location: v.optional(
    anyText("Location that a redirect must lead to, as it is sent.", "https://www.example.com/new/"),
  ),
  timeout,
});

type WrittenProbe = v.InferOutput<typeof probeMapping>;

export const probe = either(
  probeUrl,
  probeMapping,
  (written): WrittenProbe => v.parse(probeMapping, { url: written }),
);

const viaCloudFront = choice("Answers through CloudFront are the primary's, others the secondary's.", [
  "via-cloudfront",
]);

const header = mapping("A response header that each side sets to its own value.", {
  header: headerName,
  primary: anyText("Its value from the primary.", "primary"),
  secondary: anyText("Its value from the secondary.", "secondary"),
});

const marker = v.pipe(
  v.union(
    [viaCloudFront, header],
    wrong("this is not a marker", "write via-cloudfront, or header, primary and secondary below it"),
  ),
  v.metadata({ description: "How an answer tells which side served it." }),
);

export const visitor = mapping("How the site's public names are fetched, to see what visitors get.", {
  scheme: v.optional(choice("Scheme of the fetch.", ["https", "http"]), "https"),
  port: v.optional(count("Port of the fetch; 443 or 80 unless written.", 1, 65_535)),
  path: v.optional(path, "/"),
  timeout,
  marker: v.optional(marker, "via-cloudfront"),
});
