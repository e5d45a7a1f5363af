import { formatMac } from "../../agent/base/ip.ts";

/** `--name 02:…=lb1`, any number of times: which node a MAC belongs to. Throws RangeError for another form. */
export function nodeNames(options: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    options.map((option) => {
      const [mac = "", name = ""] = option.split("=");
      if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac) || name === "") {
        throw new RangeError(`--name ${option}: expected MAC=NODE, for example 02:00:00:00:00:01=lb1`);
      }
      return [mac.toLowerCase(), name];
    }),
  );
}

const texts = new Map<number, string>();

/** The node whose MAC is a frame's source; the MAC itself when nobody is known by it. */
export function macName(frame: Uint8Array, names: ReadonlyMap<string, string>): string {
  let key = 0;
  for (let index = 6; index < 12; index += 1) key = key * 256 + (frame[index] ?? 0);
  // A thousand frames a second come from three senders: the text is made once for each.
  let mac = texts.get(key);
  if (mac === undefined) {
    mac = formatMac(frame, 6);
    texts.set(key, mac);
  }
  return names.get(mac) ?? mac;
}
