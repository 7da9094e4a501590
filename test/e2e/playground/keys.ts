/** Characters as they are pressed, or as they come through a pipe; ends with the input. */
export async function* keysPressed(input: NodeJS.ReadStream): AsyncGenerator<string> {
  if (!input.isTTY) {
    for await (const chunk of input.setEncoding("utf8")) yield* String(chunk).replace(/\s/g, "");
    return;
  }
  input.setRawMode(true);
  try {
    for await (const chunk of input.setEncoding("utf8")) {
      const text = String(chunk);
      // Ctrl-C and Ctrl-D come as characters in raw mode.
      if (text === "\u0003" || text === "\u0004") return;
      yield* text;
    }
  } finally {
    input.setRawMode(false);
  }
}
