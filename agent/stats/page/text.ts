import type { Language, Text } from "../../base/text.ts";

/** The words of the page. */
const words = {
  title: { fr: "Statistiques de HAProxy", en: "HAProxy statistics" },
  since: { fr: "en marche depuis", en: "up for" },
  connections: { fr: "connexions", en: "connections" },
  refreshOff: { fr: "sans rafraîchir", en: "stop refreshing" },
  refreshOn: { fr: "rafraîchir", en: "refresh" },
  hideDown: { fr: "cacher ce qui est DOWN", en: "hide what is DOWN" },
  showDown: { fr: "tout montrer", en: "show all" },
  csv: { fr: "table CSV", en: "CSV table" },
  name: { fr: "nom", en: "name" },
  state: { fr: "état", en: "status" },
  check: { fr: "dernier contrôle", en: "last check" },
  weight: { fr: "poids", en: "weight" },
  queue: { fr: "file d'attente", en: "queue" },
  sessions: { fr: "sessions", en: "sessions" },
  limit: { fr: "limite", en: "limit" },
  total: { fr: "total", en: "total" },
  last: { fr: "dernière", en: "last" },
  rate: { fr: "par seconde", en: "per second" },
  bytesIn: { fr: "octets reçus", en: "bytes in" },
  bytesOut: { fr: "octets envoyés", en: "bytes out" },
  responses: { fr: "réponses", en: "responses" },
  classes: { fr: "2xx / 3xx / 4xx / 5xx", en: "2xx / 3xx / 4xx / 5xx" },
  denied: { fr: "refusés", en: "denied" },
  bothWays: { fr: "requêtes / réponses", en: "requests / responses" },
  errors: { fr: "erreurs", en: "errors" },
  errorKinds: { fr: "requête / connexion / réponse", en: "request / connection / response" },
  retries: { fr: "reprises", en: "retries" },
  redispatched: { fr: "toutes / ailleurs", en: "all / elsewhere" },
  servers: { fr: "serveurs", en: "servers" },
  roles: { fr: "actifs / secours", en: "active / backup" },
  failures: { fr: "contrôles", en: "checks" },
  failureKinds: { fr: "échecs / chutes", en: "failed / downs" },
  downtime: { fr: "hors service", en: "downtime" },
  times: { fr: "durées, ms", en: "times, ms" },
  timeKinds: { fr: "file / connexion / réponse / total", en: "queue / connection / response / total" },
  current: { fr: "actuel / max", en: "current / max" },
  choose: { fr: "Action sur les serveurs cochés", en: "Action on the checked servers" },
  apply: { fr: "Appliquer", en: "Apply" },
  backup: { fr: "secours", en: "backup" },
  never: { fr: "jamais", en: "never" },
} as const satisfies Record<string, Text>;

export type Word = keyof typeof words;

export function wordOf(language: Language): (word: Word) => string {
  return (word) => words[word][language];
}

/** What became of a form; the codes are the original's, they stand in the address behind `;st=`. */
export const outcomes: Readonly<Record<string, Text>> = {
  DONE: { fr: "C'est fait.", en: "Done." },
  PART: { fr: "Fait pour une partie des serveurs seulement.", en: "Done for some of the servers only." },
  NONE: { fr: "Rien n'a changé.", en: "Nothing has changed." },
  ERRP: {
    fr: "Le formulaire n'a pas été compris : backend, serveur ou action inconnus.",
    en: "The form was not understood: unknown backend, server or action.",
  },
  EXCD: {
    fr: "Le formulaire était trop long : rien n'a été fait.",
    en: "The form was too long: nothing was done.",
  },
  DENY: { fr: "Refusé : d'ici on ne peut que regarder.", en: "Denied: from here you may only look." },
  UNKN: { fr: "Erreur inattendue.", en: "Unexpected error." },
};
