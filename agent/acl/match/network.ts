import { type Address, type Network, parseNetwork } from "../address.ts";
import type { Matcher } from "../match.ts";
import { fatal, good, unsupported } from "../trouble.ts";
import { networkLookup } from "./network-lookup.ts";

/** Comparisons of addresses: `10.0.0.0/8`, `::1`. */
export const networkMatchers: readonly Matcher[] = [
  {
    name: "ip",
    takes: "address",
    compile: (patterns) => {
      const networks: Network[] = [];
      for (const { text, at } of patterns) {
        const network = parseNetwork(text);
        if (network) networks.push(network);
        else if (isHostName(text)) return unsupported(at, `acl … ${text} (a host name)`);
        else return refuse(at, text);
      }
      const lookup = networkLookup(networks);
      return good((sample) => lookup(sample as Address));
    },
  },
];

/** The original would look it up when it reads the file. */
function isHostName(text: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.?$/i.test(text) && /[a-z]/i.test(text);
}

function refuse(at: number, text: string): ReturnType<typeof fatal> {
  return fatal(at, "ERR_CONFIG_VALUE", {
    fr: `"${text}" n'est pas une adresse. Écrivez 192.168.1.10, ou un réseau comme 192.168.1.0/24.`,
    en: `"${text}" is not an address. Write 192.168.1.10, or a network such as 192.168.1.0/24.`,
  });
}
