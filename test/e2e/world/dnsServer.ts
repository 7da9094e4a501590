import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server, type Socket as TcpSocket } from "node:net";
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, streamDecode, streamEncode } from "dns-packet";
import type { Question, ZoneAnswer } from "./zoneAnswer.ts";

export type DnsServer = { readonly port: number; stop(): Promise<void> };

const noError = 0;
const serverFailure = 2;
const noSuchName = 3;
const refused = 5;

/** An authoritative name server on UDP and TCP. An answer that throws becomes SERVFAIL, and goes to `onError`. */
export async function startDnsServer(options: {
  readonly address: string;
  readonly port: number;
  readonly answer: (question: Question) => ZoneAnswer;
  readonly onError: (error: unknown) => void;
}): Promise<DnsServer> {
  const { address, port, answer, onError } = options;
  const reply = (query: Packet) => replyTo(query, answer, onError);
  const udp = await listenUdp(address, port, reply);
  const connections = new Set<TcpSocket>();
  const tcp = await listenTcp(address, port, reply, connections);
  const stop = async () => {
    for (const connection of connections) connection.destroy();
    await Promise.all([closed(udp), closed(tcp)]);
  };
  return { port, stop };
}

function replyTo(
  query: Packet,
  answer: (question: Question) => ZoneAnswer,
  onError: (error: unknown) => void,
): Packet {
  const question = query.questions?.[0];
  if (question === undefined) return response(query, serverFailure);
  try {
    const found = answer({ name: question.name, type: question.type });
    switch (found.kind) {
      case "answer":
        return { ...response(query, noError), answers: [...found.answers] };
      case "noData":
        return { ...response(query, noError), authorities: [...found.soa] };
      case "noSuchName":
        return { ...response(query, noSuchName), authorities: [...found.soa] };
      case "notOurs":
        return response(query, refused);
    }
  } catch (error) {
    onError(error);
    return response(query, serverFailure);
  }
}

/** dns-packet has no field for the response code: its encoder takes it as the low bits of the flags. */
function response(query: Packet, code: number): Packet {
  const authoritative = code === refused ? 0 : AUTHORITATIVE_ANSWER;
  return {
    type: "response",
    id: query.id ?? 0,
    flags: authoritative | code,
    questions: query.questions ?? [],
  };
}

async function listenUdp(address: string, port: number, reply: (query: Packet) => Packet): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => {
    const query = attempt(() => decode(message));
    if (query !== undefined) socket.send(encode(reply(query)), from.port, from.address);
  });
  socket.bind(port, address);
  await once(socket, "listening");
  return socket;
}

async function listenTcp(
  address: string,
  port: number,
  reply: (query: Packet) => Packet,
  connections: Set<TcpSocket>,
): Promise<Server> {
  const server = createServer((connection) => {
    connections.add(connection);
    connection.on("close", () => connections.delete(connection));
    connection.on("error", () => connection.destroy());
    let received = Buffer.alloc(0);
    connection.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        const message = received.subarray(0, end);
        received = received.subarray(end);
        const query = attempt(() => streamDecode(message));
        if (query !== undefined && query !== null) connection.write(streamEncode(reply(query)));
      }
    });
  });
  server.listen(port, address);
  await once(server, "listening");
  return server;
}

/** What isn't DNS gets no answer, as from a real server. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

async function closed(server: Server | Socket): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
