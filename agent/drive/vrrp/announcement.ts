import { readFileSync } from "node:fs";
import { type Family, familyOf } from "../../base/family.ts";
import { gratuitousArp } from "../../net/arp.ts";
import { unsolicitedAdvertisement } from "../../net/ndisc.ts";

/** How everybody on a link learns that an address has moved. */
export interface Announcement {
  /** In the original's words. */
  readonly name: string;
  /** A whole Ethernet frame. */
  readonly frame: Uint8Array;
}

const kinds: Readonly<Record<Family, (mac: string, address: string, device: string) => Announcement>> = {
  4: (mac, address) => ({ name: "gratuitous ARPs", frame: gratuitousArp(mac, address) }),
  6: (mac, address, device) => ({
    name: "Unsolicited Neighbour Adverts",
    frame: unsolicitedAdvertisement(mac, address, forwards(device)),
  }),
};

/** `device` has `mac` and now also `address`. */
export function announcement(mac: string, address: string, device: string): Announcement {
  return kinds[familyOf(address)](mac, address, device);
}

/** Whether this machine is a router there: an advertisement that denied it would remove it from others' lists of routers. */
function forwards(device: string): boolean {
  try {
    return readFileSync(`/proc/sys/net/ipv6/conf/${device}/forwarding`, "utf8").trim() !== "0";
  } catch {
    return false;
  }
}
