import { userInfo } from "node:os";
import type { Text } from "../../agent/base/text.ts";
import { type LabRights, labRights } from "../runtime/netns/lab-user.ts";
import type { Examination, Finding } from "./examination.ts";

/** How many users a lab has: real daemons change theirs. */
export const userNamespace: Examination = {
  title: { fr: "Utilisateurs du labo", en: "Users of the lab" },
  examine: async () => describeUsers(await labRights(), accountName()),
};

export function describeUsers({ users, flags }: LabRights, account: string): Finding {
  if (users === "all") {
    const found = {
      fr: "tous ceux de la machine (pas d'espace de noms d'utilisateurs)",
      en: "all of the machine's (no user namespace)",
    };
    return { state: "ok", found };
  }
  if (users === "range") {
    return {
      state: "ok",
      found: {
        fr: "une plage d'utilisateurs subordonnés (subuid)",
        en: "a range of subordinate users (subuid)",
      },
    };
  }
  return {
    state: "limited",
    found: {
      fr: "un seul : dans le labo, tous les comptes sont root",
      en: "one only: in the lab, every account is root",
    },
    means: oneUser,
    ...(flags.length > 0 ? { remedy: moreUsers(account) } : {}),
  };
}

/** What differs then; all that is measured stays the same. */
const oneUser: Text = {
  fr: "« user haproxy » ou « script_user » réussissent mais ne changent rien : le programme reste root dans son nœud.",
  en: '"user haproxy" or "script_user" succeed and change nothing: the program stays root in its node.',
};

function moreUsers(account: string): Text {
  const command = `sudo apt-get install uidmap && sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${account}`;
  return {
    fr: `${command} (si la plage est déjà à un autre dans /etc/subuid, prenez-en une libre)`,
    en: `${command} (if /etc/subuid gives that range to somebody else, take a free one)`,
  };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return "$USER"; // a user whom no table names
  }
}
