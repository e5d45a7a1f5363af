import { endsAt, type ProxyContext, refuse, wordAt } from "./keyword.ts";

export const reuseModes = ["never", "safe", "aggressive", "always"] as const;

/** `http-reuse MODE`: which requests may use a server connection that another client's request has opened. */
export function readHttpReuse(context: ProxyContext): void {
  const word = wordAt(context, 1);
  const mode = reuseModes.find((name) => name === word);
  if (!mode) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `"http-reuse" attend never, safe, aggressive ou always, pas "${word}".`,
      en: `"http-reuse" expects never, safe, aggressive or always, not "${word}".`,
    });
    return;
  }
  if (endsAt(context, 2)) context.proxy.httpReuse = mode;
}
