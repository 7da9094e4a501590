import type { News } from "../wire.ts";

/** The token from the address's fragment, which then leaves the address; kept for this tab, so that a reload works. */
export function takeToken(): string {
  const found = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (found !== undefined) {
    sessionStorage.setItem("token", found);
    history.replaceState(null, "", "/#/");
  }
  return sessionStorage.getItem("token") ?? "";
}

export type Line = { readonly kind: "up" } | { readonly kind: "down"; readonly because: string };

const againAfterMs = 1000;

/** Follows the server's news, for ever; says when the line is up or down. */
export async function follow(
  token: string,
  tell: (news: News) => void,
  line: (line: Line) => void,
): Promise<void> {
  for (;;) {
    try {
      const response = await fetch("/api/live", { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok || response.body === null) {
        const { refused } = await response.json();
        line({ kind: "down", because: String(refused) });
      } else {
        line({ kind: "up" });
        await readLines(response.body, (text) => tell(JSON.parse(text)));
        line({ kind: "down", because: "the console ended, or can't be reached" });
      }
    } catch {
      line({ kind: "down", because: "the console ended, or can't be reached" });
    }
    await new Promise((resolve) => setTimeout(resolve, againAfterMs));
  }
}

async function readLines(body: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  }
}

/** Asks the server; a refusal of its own is thrown. */
export async function post(token: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (typeof answer === "object" && answer !== null && "refused" in answer)
    throw new Error(String(answer.refused));
  return answer;
}
