import type { VrrpInstance } from "./config.ts";
import type { GlobalDraft } from "./global.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import type { KeywordTable, ValueKeyword } from "./keyword.ts";
import { reportNoSwitch } from "./notify.ts";
import { readNumber } from "./number.ts";
import { readSwitch } from "./switch-word.ts";

/** How an instance behaves in the cases that the RFCs leave open, as far as a block says it. */
export interface ConductDraft {
  downTimerAdverts?: number;
  higherPrioSendAdvert?: boolean;
  lowerPrioNoAdvert?: boolean;
  dontTrackPrimary?: true;
  faultWithoutPeer?: true;
  promoteSecondaries?: true;
}

type Conduct = Pick<
  VrrpInstance,
  | "downTimerAdverts"
  | "higherPrioSendAdvert"
  | "lowerPrioNoAdvert"
  | "dontTrackPrimary"
  | "faultWithoutPeer"
  | "promoteSecondaries"
>;

interface HasConduct {
  readonly conduct: ConductDraft;
}

const shared = {
  down_timer_adverts: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: "Après combien d'annonces manquées un backup prend la place (3, comme les RFC) ; le même sur tous les nœuds.",
      en: "After how many missed adverts a backup takes over (3, as in the RFCs); the same on all nodes.",
    },
    read: ({ conduct }: HasConduct, { keyword, values: [word] }, report) => {
      const range = { keyword: keyword.text, minimum: 1, maximum: 100, otherwise: "3" };
      const count = word && readNumber(word, range, report);
      if (count !== undefined) conduct.downTimerAdverts = count;
    },
  },
  higher_prio_send_advert: toggle("higherPrioSendAdvert", {
    fr: "Un maître envoie encore une annonce avant de céder à un plus fort, qui annonce alors ses adresses à nouveau.",
    en: "A master sends one more advert before it yields to a stronger one, which then announces its addresses again.",
  }),
  lower_prio_no_advert: toggle("lowerPrioNoAdvert", {
    fr: "Un maître ne répond pas aussitôt à un plus faible : il attend son tour.",
    en: "A master does not answer a weaker one at once: it waits for its turn.",
  }),
} as const satisfies KeywordTable<HasConduct>;

/** Of a `vrrp_instance`. */
export const conductKeywords: KeywordTable<InstanceDraft> = {
  ...shared,
  dont_track_primary: flag("dontTrackPrimary", {
    fr: "L'instance ne passe pas en FAULT quand son interface perd son lien.",
    en: "The instance does not go to FAULT when its interface loses its link.",
  }),
  unicast_fault_no_peer: flag("faultWithoutPeer", {
    fr: "FAULT s'il n'y a pas de unicast_peer.",
    en: "FAULT where there is no unicast_peer.",
  }),
  promote_secondaries: flag("promoteSecondaries", {
    fr: "Le noyau garde les autres adresses d'un réseau quand on en retire la première (promote_secondaries de l'interface).",
    en: "The kernel keeps the other addresses of a network when the first one is removed (promote_secondaries of the interface).",
  }),
  track_src_ip: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "FAULT tant que l'interface n'a pas l'adresse source donnée : ici, il en est toujours ainsi.",
      en: "FAULT as long as the interface has not the source address given: here it is always so.",
    },
    read: () => {},
  },
  linkbeat_use_polling: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "Ancien mot-clé, sans effet : le noyau annonce l'état du lien.",
      en: "An old keyword, without effect: the kernel tells the state of the link.",
    },
    read: (_, { keyword }, report) =>
      report.mistake(keyword, "ERR_CONFIG_VALUE", {
        fr: "linkbeat_use_polling est abandonné dans une instance (linkbeat_interfaces le remplace) ; ici, le noyau annonce l'état du lien et rien n'est à faire.",
        en: "linkbeat_use_polling is deprecated in an instance (linkbeat_interfaces takes its place); here the kernel tells the state of the link, and nothing is to be done.",
      }),
  },
};

const sharedByAll: KeywordTable<GlobalDraft> = Object.fromEntries(
  Object.entries(shared).map(([name, row]) => {
    const read: ValueKeyword<GlobalDraft>["read"] = ({ defaults }, statement, report) =>
      row.read(defaults, statement, report);
    return [`vrrp_${name}`, { ...row, read }];
  }),
);

/** `vrrp_…` of `global_defs`, for all instances that say nothing else. */
export const globalConductKeywords: KeywordTable<GlobalDraft> = {
  ...sharedByAll,
  vrrp_check_unicast_src: {
    kind: "value",
    words: [0, 0],
    doc: {
      fr: "check_unicast_src pour toutes les instances.",
      en: "check_unicast_src for all instances.",
    },
    read: ({ defaults }) => {
      defaults.checkUnicastSource = true;
    },
  },
  default_interface: {
    kind: "value",
    words: [1, 1],
    doc: {
      fr: 'L\'interface des adresses de static_ipaddress sans "dev" (eth0).',
      en: 'The interface of the addresses of static_ipaddress without "dev" (eth0).',
    },
    read: ({ defs }, { values: [name] }) => {
      if (name !== undefined) defs.defaultInterface = name.text;
    },
  },
};

/** The instance's own values before the global ones. */
export function finishConduct(own: ConductDraft, global: ConductDraft): Conduct {
  const said = { ...global, ...own };
  const { downTimerAdverts, higherPrioSendAdvert, lowerPrioNoAdvert, ...flags } = said;
  return {
    ...flags,
    ...(downTimerAdverts !== undefined && { downTimerAdverts }),
    ...(higherPrioSendAdvert && { higherPrioSendAdvert }),
    ...(lowerPrioNoAdvert && { lowerPrioNoAdvert }),
  };
}

function toggle(
  field: "higherPrioSendAdvert" | "lowerPrioNoAdvert",
  doc: ValueKeyword<HasConduct>["doc"],
): ValueKeyword<HasConduct> {
  return {
    kind: "value",
    words: [0, 1],
    doc,
    read: ({ conduct }, { keyword, values: [word] }, report) => {
      const on = readSwitch(word);
      if (on !== undefined) conduct[field] = on;
      else reportNoSwitch(keyword, word, report);
    },
  };
}

function flag(
  field: "dontTrackPrimary" | "faultWithoutPeer" | "promoteSecondaries",
  doc: ValueKeyword<InstanceDraft>["doc"],
): ValueKeyword<InstanceDraft> {
  return {
    kind: "value",
    words: [0, 0],
    doc,
    read: ({ conduct }) => {
      conduct[field] = true;
    },
  };
}
