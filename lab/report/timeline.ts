import type { Text } from "../../agent/base/text.ts";
import type { Facts } from "../check/facts.ts";
import { within } from "../check/select.ts";
import type { MeasuredFault } from "../check/trial.ts";
import { inEvery } from "../check/words.ts";
import type { HistoryEvent } from "../history/event.ts";

/** A station of a failover. `atMs` is absolute; the report shows it relative to the fault. */
export interface Moment {
  readonly atMs: number;
  readonly node: string;
  readonly kind: "last-advert" | "fault" | "detection" | "vip" | "garp" | "first-reply";
  /** The evidence. */
  readonly detail: Text;
}

/** From the old owner's last advert to the first good reply, in order of time; what was not seen is left out. */
export function timelineOf(fault: MeasuredFault, facts: Facts): readonly Moment[] {
  const moments = [lastAdvert(fault), strike(fault), ...arrival(fault, facts), firstReply(fault)];
  return moments.filter((moment) => moment !== undefined).toSorted((a, b) => a.atMs - b.atMs);
}

function lastAdvert({ lastAdvertMs, oldOwner }: MeasuredFault): Moment | undefined {
  if (lastAdvertMs === null || oldOwner === null) return undefined;
  const detail = { fr: "dernière annonce VRRP captée", en: "last VRRP advert captured" };
  return { atMs: lastAdvertMs, node: oldOwner, kind: "last-advert", detail };
}

function strike({ strikeMs, target, fault }: MeasuredFault): Moment {
  return { atMs: strikeMs, node: target, kind: "fault", detail: inEvery(() => fault) };
}

function firstReply({ outage, newOwner }: MeasuredFault): Moment | undefined {
  const atMs = outage?.firstGoodMs ?? null;
  if (atMs === null) return undefined;
  const detail = { fr: "première bonne réponse au client", en: "first good reply at the client" };
  return { atMs, node: newOwner ?? "", kind: "first-reply", detail };
}

/** What the new owner did, each by its first trace. */
function arrival(fault: MeasuredFault, { events, promise }: Facts): (Moment | undefined)[] {
  const { newOwner: node, oldOwner, strikeMs, window } = fault;
  if (node === null || node === oldOwner) return [];
  const after = within(events, { fromMs: strikeMs, toMs: window.toMs });
  const own = after.filter((event) => event.node === node);
  const detection = own.find(isSignOfAction);
  const vip = own.find((event) => event.kind === "address" && isVip(event, promise.vip));
  const garp = own.find(
    (event) => event.kind === "arp" && event.gratuitous && event.senderIp === promise.vip,
  );
  return [
    detection && { atMs: detection.atMs, node, kind: "detection", detail: signOf(detection) },
    vip && { atMs: vip.atMs, node, kind: "vip", detail: inEvery(() => `${promise.vip} (ip monitor)`) },
    garp && {
      atMs: garp.atMs,
      node,
      kind: "garp",
      detail: { fr: "ARP gratuit capté", en: "gratuitous ARP captured" },
    },
  ];
}

function isVip(event: HistoryEvent & { kind: "address" }, vip: string): boolean {
  return event.action === "add" && event.address.split("/")[0] === vip;
}

/** The earliest sign that the new owner acted: its log says so, or it sends its first advert. */
function isSignOfAction(event: HistoryEvent): boolean {
  return event.kind === "log"
    ? /entering master state|taking over early/i.test(event.line)
    : event.kind === "advert" && event.priority > 0;
}

function signOf(event: HistoryEvent): Text {
  if (event.kind === "log") return { fr: `journal : ${event.line.trim()}`, en: `log: ${event.line.trim()}` };
  return { fr: "sa première annonce VRRP", en: "its first VRRP advert" };
}
