import type { OptionSpec } from "./command.ts";

/** The options that `lab` and `run` share. */
export const runOptions = {
  stack: {
    kind: "choice",
    value: "name",
    choices: ["agent", "keepalived-haproxy"],
    summary: {
      fr: "les programmes du labo : agent (les nôtres) ou keepalived-haproxy (ceux de la distribution)",
      en: "the programs of the lab: agent (ours) or keepalived-haproxy (the distribution's)",
    },
  },
  runtime: {
    kind: "choice",
    value: "name",
    choices: ["netns", "docker", "sim"],
    summary: {
      fr: "où le labo est construit : docker (conteneurs, si son moteur répond), netns (espaces de noms de Linux) ou sim (simulé, en une seconde)",
      en: "where the lab is built: docker (containers, where its engine answers), netns (Linux namespaces) or sim (simulated, in a second)",
    },
  },
  network: {
    kind: "choice",
    value: "kind",
    choices: ["macvlan", "bridge"],
    summary: {
      fr: "le réseau de Docker : macvlan, ou bridge là où macvlan est impossible",
      en: "Docker's network: macvlan, or bridge where macvlan is impossible",
    },
  },
  trials: {
    kind: "integer",
    value: "n",
    min: 1,
    max: 1000,
    summary: {
      fr: "nombre de pannes, réparties sur l'intervalle entre deux annonces (1)",
      en: "number of faults, spread over the interval between two adverts (1)",
    },
  },
  seed: {
    kind: "integer",
    value: "n",
    min: 0,
    max: 4294967295,
    summary: { fr: "graine des choix aléatoires", en: "seed of the random choices" },
  },
  timeout: {
    kind: "integer",
    value: "s",
    min: 1,
    max: 86400,
    summary: { fr: "abandonner après s secondes", en: "give up after s seconds" },
  },
  json: {
    kind: "text",
    value: "file",
    summary: {
      fr: "écrire le résultat en JSON ; « - » : sur la sortie standard, à la place du rapport",
      en: 'write the result as JSON; "-": on standard output, instead of the report',
    },
  },
  html: {
    kind: "text",
    value: "file",
    summary: {
      fr: "écrire le rapport en une page HTML à lire sans réseau ; « - » : sur la sortie standard",
      en: 'write the report as one HTML page to be read offline; "-": on standard output',
    },
  },
  results: {
    kind: "text",
    value: "folder",
    summary: { fr: "où garder l'historique (results)", en: "where to keep the history (results)" },
  },
} as const satisfies Record<string, OptionSpec>;
