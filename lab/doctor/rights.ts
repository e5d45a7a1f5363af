import { lackingCapabilities } from "../runtime/netns/lab-user.ts";
import { type Examination, type Finding, same } from "./examination.ts";

/** Who runs bascule. An ordinary user is enough for a lab; installing programs needs root. */
export const rights: Examination = {
  title: { fr: "Droits", en: "Rights" },
  examine: async () => describeRights(process.geteuid?.() === 0, await lackingCapabilities()),
};

export function describeRights(isRoot: boolean, lacking: readonly string[]): Finding {
  if (!isRoot) {
    return { state: "ok", found: { fr: "utilisateur ordinaire", en: "an ordinary user" } };
  }
  if (lacking.length === 0) return { state: "ok", found: same("root") };
  const names = lacking.join(", ");
  return {
    state: "limited",
    found: { fr: `root, sans ${names}`, en: `root, without ${names}` },
    means: {
      fr: "Le labo se fait alors comme celui d'un utilisateur ordinaire, dans un espace de noms d'utilisateurs.",
      en: "The lab is then made like an ordinary user's, in a user namespace.",
    },
    remedy: same("docker run --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined …"),
  };
}
