import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/**
 * `refuse`: nobody listens. `error`: 503. `hang`: accepts and never answers. `wrongText`: 200 with another page than
 * the site's, as a parked or half-deployed site does.
 */
export type Breakage = "refuse" | "error" | "hang" | "wrongText";

export type SiteAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type SiteRequest = { readonly path: string; readonly ifNoneMatch: string | undefined };

/** How a kind of AWS endpoint answers: from its bucket, and when it is broken itself. */
export type Responder = {
  serve(request: SiteRequest): Promise<SiteAnswer>;
  unavailable(): SiteAnswer;
  wrongText(): SiteAnswer;
};

export type SiteServer = {
  readonly address: string;
  readonly port: number;
  readonly requests: number;
  break(how: Breakage): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
};

export async function startSiteServer(
  address: string,
  port: number,
  responder: Responder,
): Promise<SiteServer> {
  let broken: Breakage | undefined;
  let requests = 0;
  let server: Server | undefined;

  const listen = async () => {
    if (server !== undefined) return;
    server = createServer((request, response) => {
      requests += 1;
      if (broken === "hang") return;
      void respond(request, response, responder, broken);
    });
    server.listen(port, address);
    await once(server, "listening");
  };
  const close = async () => {
    const closing = server;
    if (closing === undefined) return;
    server = undefined;
    const closed = once(closing, "close");
    closing.close();
    closing.closeAllConnections();
    await closed;
  };
  const become = async (how: Breakage | undefined) => {
    broken = how;
    if (how === "refuse") return await close();
    // Requests left hanging would otherwise hang on after the repair.
    server?.closeAllConnections();
    await listen();
  };

  await listen();
  return {
    address,
    port,
    get requests() {
      return requests;
    },
    break: become,
    mend: () => become(undefined),
    stop: close,
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  responder: Responder,
  broken: Breakage | undefined,
): Promise<void> {
  const { status, headers, body } = await answer(request, responder, broken);
  response.writeHead(status, { ...headers, "content-length": String(body.byteLength) });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function answer(
  request: IncomingMessage,
  responder: Responder,
  broken: Breakage | undefined,
): Promise<SiteAnswer> {
  if (broken === "error") return responder.unavailable();
  if (broken === "wrongText") return responder.wrongText();
  const path = new URL(request.url ?? "/", "http://site").pathname;
  try {
    return await responder.serve({ path, ifNoneMatch: request.headers["if-none-match"] });
  } catch {
    // The bucket can't be read (the emulator is gone, or told to be): both kinds of endpoint answer 503 then.
    return responder.unavailable();
  }
}
