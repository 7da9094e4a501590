import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type Answer, decode, encode } from "dns-packet";
import { onTestFinished } from "vitest";

export type Response = readonly Answer[] | "NXDOMAIN" | "SERVFAIL" | "silence";

const rcode = { NXDOMAIN: 3, SERVFAIL: 2 } as const;

export interface NameServer {
  /** "address:port". */
  readonly at: string;
  readonly asked: readonly string[];
}

/** Answers on a free UDP port of 127.0.0.1 until the test is over; `respond` takes "www.example.com A". */
export async function nameServer(respond: (question: string) => Response): Promise<NameServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (message, from) => {
    const query = decode(message);
    const question = query.questions?.[0];
    const wanted = `${question?.name.toLowerCase()} ${question?.type}`;
    asked.push(wanted);
    const response = respond(wanted);
    if (response === "silence") return;
    const isError = response === "NXDOMAIN" || response === "SERVFAIL";
    const answer = encode({
      type: "response",
      id: query.id ?? 0,
      flags: isError ? rcode[response] : 0,
      questions: query.questions ?? [],
      answers: isError ? [] : [...response],
    });
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  return { at: `127.0.0.1:${socket.address().port}`, asked };
}

export const a = (name: string, data: string, ttl = 60): Answer => ({ type: "A", name, data, ttl });
