export type Repeated = { stop(): Promise<void> };

/** Does the work again and again, one at a time, resting this long in between. `stop` waits for the one under way. */
export function repeat(restMs: number, work: () => Promise<void>): Repeated {
  let stopped = false;
  let endRest = () => {};
  const loop = (async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restMs);
        endRest = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (!stopped) await work();
    }
  })();
  return {
    async stop() {
      stopped = true;
      endRest();
      await loop;
    },
  };
}
