import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { certificate } from "./certificate.ts";

/** Servers on free loopback ports, each ended with the test that started it. They give their port. */
export const httpServer = (listener: RequestListener): Promise<number> => listening(createServer(listener));

export const httpsServer = (listener: RequestListener): Promise<number> =>
  listening(createTlsServer(certificate, listener));

export const tcpServer = (take: (socket: Socket) => void): Promise<number> =>
  listening(createTcpServer(take));

/** A port that refuses: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on("connection", (socket) => open.add(socket.on("error", () => {})));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return portOf(server);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}
