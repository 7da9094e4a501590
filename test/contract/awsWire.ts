import type { IncomingMessage, ServerResponse } from "node:http";
import { vi } from "vitest";
import { awsClients, type Clients } from "../../shared/aws/clients.ts";
import { httpServer } from "./loopback.ts";

export interface Wire {
  readonly clients: Clients;
  readonly asked: readonly Asked[];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

/** The real SDK clients, as a function gets them, against an endpoint on loopback that answers as AWS is known to. */
export async function wire(answer: Answer): Promise<Wire> {
  const asked: Asked[] = [];
  const port = await httpServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://endpoint");
    const body = (await Array.fromAsync(request)).join("");
    const one = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    asked.push(one);
    answer(one, response);
  });
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  return { clients: awsClients(), asked };
}

export function xml(response: ServerResponse, status: number, body: string, headers = {}): void {
  response
    .writeHead(status, { "content-type": "application/xml", ...headers })
    .end(`<?xml version="1.0"?>${body}`);
}
