import type { UserListDraft } from "../../config/haproxy/userlist.ts";
import type { HaproxyRule } from "./rule.ts";
import { isWeak } from "./weak.ts";

/** A plain password of a `userlist` that others will guess. */
export const weakUser: HaproxyRule = {
  name: "weak-user",
  find: ({ userlists }, report) => {
    for (const user of userlists.flatMap(({ users }: UserListDraft) => users)) {
      if (!user.password || user.password.encrypted || !isWeak(user.password.text)) continue;
      report.mistake(user, "ERR_CONFIG_VALUE", {
        fr: `Le mot de passe de "${user.name}" se devine. Prenez-en un long, chiffré : "mkpasswd -m sha-512", puis "password".`,
        en: `The password of "${user.name}" is easy to guess. Take a long one, encrypted: "mkpasswd -m sha-512", then "password".`,
      });
    }
  },
};
