import { connect } from "node:tls";
import { epochMs, ms } from "../../model/time.ts";
import type { HttpPort } from "../../observe/ports.ts";
import type { Certificate } from "../../readiness/edgeSettings.ts";
import type { GroundPorts } from "../../readiness/ports.ts";

const patience = ms(5000);

/** A fetch that could not even be tried is thrown: it says nothing of whoever would have answered. */
export const visits = (
  http: HttpPort,
  certificate: GroundPorts["visit"]["certificate"],
): GroundPorts["visit"] => ({
  async get(url, host) {
    const answer = await http.get({ url, host, address: null, timeoutMs: patience });
    if (answer.kind === "notMade") throw new Error(answer.because);
    return answer;
  },
  certificate,
});

/** Of the TLS handshake alone. It is not verified here: an expired one is what the check is to see. */
export function shownCertificate(at: string, name: string): Promise<Certificate> {
  return new Promise((resolve, reject) => {
    const options = { host: at, port: 443, servername: name, rejectUnauthorized: false, timeout: patience };
    const socket = connect(options, () => {
      const seen = socket.getPeerX509Certificate();
      socket.destroy();
      if (seen === undefined) reject(new Error(`${at} showed no certificate`));
      else resolve({ names: namesIn(seen.subjectAltName ?? ""), validTo: epochMs(Date.parse(seen.validTo)) });
    });
    socket.once("timeout", () => socket.destroy(new Error(`no TLS handshake within ${patience} ms`)));
    socket.once("error", reject);
  });
}

/** "DNS:example.com, DNS:*.example.com" */
const namesIn = (subjectAltName: string): readonly string[] =>
  subjectAltName
    .split(", ")
    .filter((entry) => entry.startsWith("DNS:"))
    .map((entry) => entry.slice("DNS:".length));
