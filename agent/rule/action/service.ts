import { fatal, good } from "../../acl/trouble.ts";
import type { ActionKind } from "../rule.ts";

/** The services that a request may be given to [T]. */
const services = ["prometheus-exporter"];

/** `use-service NAME`: the process itself answers. */
export const serviceActions: readonly ActionKind[] = [
  {
    name: "use-service",
    places: ["http-request"],
    read: ({ words, at }) => {
      const name = words[at] ?? "";
      if (!services.includes(name)) {
        return fatal(at, "ERR_CONFIG_REFERENCE", {
          fr: `Le service "${name}" n'existe pas. Services : ${services.join(", ")}.`,
          en: `There is no service "${name}". Services: ${services.join(", ")}.`,
        });
      }
      return good({
        action: ({ world, head }) => {
          const answer = world?.service?.(name, head?.target ?? "/");
          if (!answer) return { kind: "deny", status: 404 };
          return { kind: "reply", status: 200, text: textOf(answer.type, answer.body) };
        },
        next: at + 1,
        final: true,
      });
    },
  },
];

/** A whole response, one character a byte. */
function textOf(type: string, body: string): string {
  const bytes = new TextEncoder().encode(body);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const fields = `cache-control: no-cache\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n`;
  return `HTTP/1.1 200 OK\r\n${fields}\r\n${text}`;
}
