import type { SwitchLeverPorts } from "../act/ports.ts";
import { checkedUrl } from "../model/switch.ts";
import { seconds } from "../model/time.ts";
import type { HttpPort } from "../observe/ports.ts";

/** Route 53 waits 4 s for the connection and 2 s for the answer (aws-facts 2). */
const timeoutMs = seconds(6);

/** One fetch as a Route 53 health checker makes it: no credentials, 2xx and 3xx are healthy. */
export const asChecker = ({ get }: HttpPort): SwitchLeverPorts["asChecker"] => ({
  async look(place, object) {
    const answer = await get({ url: checkedUrl(place, object), host: null, address: null, timeoutMs });
    if (answer.kind !== "answered") return { kind: "unknown", because: answer.because };
    const { status } = answer;
    return { kind: status >= 200 && status <= 399 ? "there" : "missing", status };
  },
});
