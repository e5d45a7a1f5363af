import type { Language } from "../../../../agent/base/text.ts";
import { duration, percent, seconds } from "../../../check/words.ts";
import { masterDownMs, rightfulOwner, skewMs } from "../../../oracle/predict.ts";
import type { Promised } from "../../../oracle/promise.ts";
import { type Html, html } from "../html.ts";
import type { PageSection } from "../section.ts";
import { tableOf } from "../table.ts";

const wording = {
  fr: {
    balancers: "keepalived.conf",
    servers: "haproxy.cfg",
    node: "réglage",
    rows: {
      address: "adresse du nœud",
      vip: "virtual_ipaddress",
      id: "virtual_router_id",
      priority: "priorité, poids des scripts compris",
      advert: "advert_int",
      skew: "skew = (256 − priorité) / 256 s",
      skew3: "skew = (256 − priorité) / 256 × advert_int",
      down: "attente avant de prendre l'adresse = 3 × advert_int + skew",
      preempt: "reprend l'adresse à son retour",
      settle: "temps des scripts avant la pleine priorité",
    },
    yes: "oui",
    no: "non (nopreempt)",
    server: ["serveur", "nœud", "check", "backup", "part attendue"],
    every: (ms: string) => `toutes les ${ms}`,
    rightful: (node: string) =>
      `Tant que tout va bien, ${node} a la priorité la plus haute et détient l'adresse.`,
    algorithm: (name: string) => `balance ${name}`,
  },
  en: {
    balancers: "keepalived.conf",
    servers: "haproxy.cfg",
    node: "setting",
    rows: {
      address: "the node's address",
      vip: "virtual_ipaddress",
      id: "virtual_router_id",
      priority: "priority, weights of scripts included",
      advert: "advert_int",
      skew: "skew = (256 − priority) / 256 s",
      skew3: "skew = (256 − priority) / 256 × advert_int",
      down: "wait before taking the address = 3 × advert_int + skew",
      preempt: "takes the address back on its return",
      settle: "time of the scripts until the priority is whole",
    },
    yes: "yes",
    no: "no (nopreempt)",
    server: ["server", "node", "check", "backup", "expected share"],
    every: (ms: string) => `every ${ms}`,
    rightful: (node: string) => `While all is well ${node} has the highest priority and owns the address.`,
    algorithm: (name: string) => `balance ${name}`,
  },
} as const;

/** The values of keepalived.conf and haproxy.cfg on which the result depends, and what follows from them. */
export const settings: PageSection = {
  title: { fr: "Les réglages qui comptent", en: "The settings that matter" },
  body({ facts: { promise } }, { language }) {
    const text = wording[language];
    const owner = rightfulOwner(promise.balancers);
    return html`${balancerTable(promise, language)}${owner && html`<p class="note">${text.rightful(owner.node)}</p>`}
${serverTable(promise, language)}<p class="note"><code>${text.algorithm(promise.algorithm)}</code></p>
`;
  },
};

function balancerTable({ balancers }: Promised, language: Language): Html {
  const { rows: names, balancers: caption, node, yes, no } = wording[language];
  const s = (ms: number) => seconds(ms, language);
  const rows = [
    [names.priority, ...balancers.map(({ priority }) => priority)],
    [names.advert, ...balancers.map(({ advertMs }) => s(advertMs))],
    [
      balancers.some(({ version }) => version === 3) ? names.skew3 : names.skew,
      ...balancers.map((balancer) => s(skewMs(balancer))),
    ],
    [names.down, ...balancers.map((balancer) => html`<strong>${s(masterDownMs(balancer))}</strong>`)],
    [names.preempt, ...balancers.map(({ preempts }) => (preempts ? yes : no))],
    [names.settle, ...balancers.map(({ settleMs }) => s(settleMs))],
    [names.id, ...balancers.map(({ virtualRouterId }) => virtualRouterId)],
    [names.vip, ...balancers.map(({ virtualAddresses }) => virtualAddresses.join(", "))],
    [names.address, ...balancers.map(({ address }) => address)],
  ];
  const columns = [{ head: node }, ...balancers.map((balancer) => ({ head: balancer.node, figure: true }))];
  return tableOf(caption, columns, rows);
}

function serverTable({ servers }: Promised, language: Language): Html {
  const { servers: caption, server: heads, every, yes } = wording[language];
  const rows = servers.map(({ name, node = "–", checked, checkMs, backup, expectedShare }) => [
    name,
    node,
    checked ? every(duration(checkMs ?? 0, language)) : "–",
    backup ? yes : "–",
    percent(expectedShare, language),
  ]);
  return tableOf(
    caption,
    heads.map((head, index) => ({ head, figure: index === 4 })),
    rows,
  );
}
