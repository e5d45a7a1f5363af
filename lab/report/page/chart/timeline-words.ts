import type { Language } from "../../../../agent/base/text.ts";

/** What stands in the picture of a trial. */
export const timelineWords = {
  fr: {
    title: "Chronologie de l'essai",
    pings: (vip: string) => `Client : qui répond pour ${vip}`,
    requests: "Client : requêtes HTTP",
    answers: (by: string) => `${by} répond`,
    lost: (took: string) => `${took} sans réponse`,
    blind: (took: string) => `${took} sans question : la sonde elle-même ne travaillait pas`,
    answered: (count: number) => `${count} servies`,
    failed: (count: number) => `${count} perdues`,
    allowed: (range: string) => `retour prévu par le protocole : ${range} après la panne`,
    node: (node: string) => `${node} : état, adresse virtuelle, annonces`,
    owns: (node: string, vip: string) => `${node} détient ${vip}`,
    states: { off: "éteint", starting: "démarre", backup: "BACKUP", master: "MASTER", fault: "FAULT" },
    inject: (fault: string, target: string) => `${fault} ${target}`,
    heal: (_: string, target: string) => `${target} revient`,
    summary: (fault: string, target: string, owner: string, figure: string) =>
      `${target}, ${fault} : l'adresse est ensuite à ${owner} ; coupure ${figure}.`,
  },
  en: {
    title: "Timeline of the trial",
    pings: (vip: string) => `Client: who answers for ${vip}`,
    requests: "Client: HTTP requests",
    answers: (by: string) => `${by} answers`,
    lost: (took: string) => `${took} silent`,
    blind: (took: string) => `${took} without a question: the probe itself did not work`,
    answered: (count: number) => `${count} served`,
    failed: (count: number) => `${count} lost`,
    allowed: (range: string) => `return predicted by the protocol: ${range} after the fault`,
    node: (node: string) => `${node}: state, virtual IP, adverts`,
    owns: (node: string, vip: string) => `${node} owns ${vip}`,
    states: { off: "off", starting: "starting", backup: "BACKUP", master: "MASTER", fault: "FAULT" },
    inject: (fault: string, target: string) => `${fault} ${target}`,
    heal: (_: string, target: string) => `${target} returns`,
    summary: (fault: string, target: string, owner: string, figure: string) =>
      `${target}, ${fault}: the address is then with ${owner}; outage ${figure}.`,
  },
} as const satisfies Record<Language, unknown>;
