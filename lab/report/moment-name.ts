import type { Text } from "../../agent/base/text.ts";
import type { Moment } from "./timeline.ts";

/** The stations of a failover, as people call them. */
export const momentNames: Readonly<Record<Moment["kind"], Text>> = {
  "last-advert": { fr: "dernière annonce", en: "last advert" },
  fault: { fr: "panne", en: "fault" },
  detection: { fr: "détection", en: "detection" },
  vip: { fr: "adresse virtuelle", en: "virtual IP" },
  garp: { fr: "ARP gratuit", en: "gratuitous ARP" },
  "first-reply": { fr: "première réponse", en: "first reply" },
};
