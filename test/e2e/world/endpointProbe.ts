import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { plainName, type Targets } from "./zoneAnswer.ts";

export type ProbeResult = { readonly passed: boolean; readonly said: string };

/** Only this much of the body is searched (aws-facts.md, 2). */
const searchedBytes = 5120;

/** One request of one health checker, judged as Route 53 does: 2xx or 3xx in time, and the text if one is asked for. */
export async function probeEndpoint(
  config: HealthCheckConfig,
  targets: Targets,
  timeoutMs: number,
): Promise<ProbeResult> {
  const address = config.IPAddress ?? targets.get(plainName(config.FullyQualifiedDomainName))?.a;
  if (address === undefined)
    return { passed: false, said: `Failure: ${config.FullyQualifiedDomainName} doesn't resolve` };
  try {
    return config.Type === "TCP"
      ? await connects(config, address, timeoutMs)
      : await answers(config, address, timeoutMs);
  } catch (error) {
    return { passed: false, said: `Failure: ${error instanceof Error ? error.message : error}` };
  }
}

async function connects(config: HealthCheckConfig, address: string, timeoutMs: number): Promise<ProbeResult> {
  const socket = connect({ host: address, port: config.Port ?? 80, signal: AbortSignal.timeout(timeoutMs) });
  try {
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return { passed: true, said: "Success: TCP connection" };
  } finally {
    socket.destroy();
  }
}

async function answers(config: HealthCheckConfig, address: string, timeoutMs: number): Promise<ProbeResult> {
  const response = await get(config, address, timeoutMs);
  const status = response.statusCode ?? 0;
  const wanted = config.Type?.endsWith("_STR_MATCH") ? config.SearchString : undefined;
  const found = wanted === undefined || (await startOf(response)).includes(wanted);
  response.destroy();
  const inTime = status >= 200 && status < 400;
  const outcome = inTime && found ? "Success" : "Failure";
  return {
    passed: inTime && found,
    said: `${outcome}: HTTP Status Code ${status}${found ? "" : ", text not found"}`,
  };
}

function get(config: HealthCheckConfig, address: string, timeoutMs: number): Promise<IncomingMessage> {
  const secure = config.Type?.startsWith("HTTPS") ?? false;
  const port = config.Port ?? (secure ? 443 : 80);
  const options = {
    host: address,
    port,
    path: config.ResourcePath ?? "/",
    headers: {
      host: config.FullyQualifiedDomainName ?? address,
      "user-agent": "Amazon-Route53-Health-Check-Service",
    },
    agent: false as const,
    signal: AbortSignal.timeout(timeoutMs),
  };
  return new Promise((resolve, reject) => {
    // Health checkers don't validate the certificate.
    const request = secure ? httpsRequest({ ...options, rejectUnauthorized: false }) : httpRequest(options);
    request.once("response", resolve).once("error", reject).end();
  });
}

async function startOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= searchedBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, searchedBytes).toString("utf8");
}
