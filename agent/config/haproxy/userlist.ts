import { didYouMean } from "../../base/nearest.ts";
import type { Place } from "../../base/problem.ts";
import type { Text } from "../../base/text.ts";
import type { UserList } from "./config.ts";
import type { Reference } from "./draft.ts";
import { badCharacter, type LineContext, refuse, wordAt } from "./keyword.ts";
import type { Report } from "./report.ts";
import type { SectionKind } from "./section-kind.ts";

interface UserDraft extends Place {
  readonly name: string;
  password?: { readonly text: string; readonly encrypted: boolean };
  readonly groups: Reference[];
}

interface GroupDraft {
  readonly name: string;
  readonly users: readonly Reference[];
}

/** A `userlist` while its lines are read. */
export interface UserListDraft {
  readonly name: string;
  readonly users: UserDraft[];
  readonly groups: GroupDraft[];
}

/** `userlist NAME`: who may come in (manual §3.4). */
export const userlistSection: SectionKind = {
  name: "userlist",
  keywords: [
    { name: "user", read: readUser },
    { name: "group", read: readGroup },
  ],
  open: openList,
};

function openList(context: LineContext, name: string): boolean {
  const bad = badCharacter(name);
  if (bad !== undefined) {
    refuse(context, 1, "ERR_CONFIG_VALUE", {
      fr: `Une liste ne peut pas s'appeler "${name}" : "${bad}" n'y est pas permis. Restent lettres, chiffres et -_.:`,
      en: `A list cannot be named "${name}": "${bad}" may not stand there. Letters, digits and -_.: may.`,
    });
    return false;
  }
  const { userlists } = context.file;
  if (userlists.some((list) => list.name === name)) tellTwin(context, "userlist", name);
  userlists.push({ name, users: [], groups: [] });
  return true;
}

/** The original keeps the first and says so. */
function tellTwin(context: LineContext, kind: string, name: string): void {
  context.report.warned(context.place(1), "ERR_CONFIG_DUPLICATE", {
    fr: `"${kind} ${name}" existe déjà plus haut : HAProxy ignore celui-ci. Donnez un autre nom.`,
    en: `"${kind} ${name}" exists already above: HAProxy ignores this one. Give another name.`,
  });
}

function currentList(context: LineContext): UserListDraft {
  return context.file.userlists.at(-1) ?? { name: "", users: [], groups: [] };
}

/** `user NAME [password HASH | insecure-password TEXT] [groups G,H]`. */
function readUser(context: LineContext): void {
  const name = neededName(context);
  if (name === undefined) return;
  const { users } = currentList(context);
  const user: UserDraft = { name, groups: [], ...context.place(1) };
  for (let at = 2; at < context.words.length; at += 2) {
    const word = wordAt(context, at);
    if (word === "password" || word === "insecure-password") {
      user.password = { text: wordAt(context, at + 1), encrypted: word === "password" };
    } else if (word === "groups") user.groups.push(...listAt(context, at + 1));
    else {
      refuseWord(context, at, ["password", "insecure-password", "groups"]);
      return;
    }
  }
  if (users.some((other) => other.name === name)) {
    tellTwin(context, "user", name);
    return;
  }
  users.push(user);
}

/** `group NAME [users A,B]`. */
function readGroup(context: LineContext): void {
  const name = neededName(context);
  if (name === undefined) return;
  const users: Reference[] = [];
  for (let at = 2; at < context.words.length; at += 2) {
    if (wordAt(context, at) !== "users") {
      refuseWord(context, at, ["users"]);
      return;
    }
    // Of several lists the last one counts.
    users.splice(0, users.length, ...listAt(context, at + 1));
  }
  const { groups } = currentList(context);
  if (groups.some((other) => other.name === name)) {
    tellTwin(context, "group", name);
    return;
  }
  groups.push({ name, users });
}

function listAt(context: LineContext, index: number): readonly Reference[] {
  const names = wordAt(context, index).split(",");
  return names.filter((name) => name !== "").map((name) => ({ name, ...context.place(index) }));
}

function neededName(context: LineContext): string | undefined {
  const name = wordAt(context, 1);
  if (name !== "") return name;
  refuse(context, 1, "ERR_CONFIG_VALUE", {
    fr: `"${wordAt(context, 0)}" attend un nom.`,
    en: `"${wordAt(context, 0)}" expects a name.`,
  });
  return undefined;
}

function refuseWord(context: LineContext, at: number, known: readonly string[]): void {
  const hint = didYouMean(wordAt(context, at), known);
  refuse(context, at, "ERR_CONFIG_SYNTAX", {
    fr: `"${wordAt(context, 0)}" ne connaît que ${known.join(", ")}, pas "${wordAt(context, at)}".${hint.fr}`,
    en: `"${wordAt(context, 0)}" knows ${known.join(", ")} only, not "${wordAt(context, at)}".${hint.en}`,
  });
}

/** Every list; of several of one name the first one counts. */
export function userlistsOf(lists: readonly UserListDraft[]): readonly UserList[] {
  return lists.filter((each, at) => lists.findIndex(({ name }) => name === each.name) === at).map(userlistOf);
}

/** The list as it stands when the file is read: of twins the first, groups by both ways of writing them. */
function userlistOf({ name, users, groups }: UserListDraft): UserList {
  return {
    name,
    users: users.map((user) => ({
      name: user.name,
      ...(user.password ? { password: user.password } : {}),
      groups: [
        ...new Set([
          ...user.groups.map((group) => group.name),
          ...groups.filter((group) => group.users.some((each) => each.name === user.name)).map((g) => g.name),
        ]),
      ],
    })),
  };
}

/** Names that a list does not define. */
export function judgeUserlists(lists: readonly UserListDraft[], report: Report): void {
  for (const { name, users, groups } of lists) {
    const askedGroups = users.flatMap((user) => user.groups);
    const lostGroups = askedGroups.filter((asked) => !groups.some((group) => group.name === asked.name));
    const askedUsers = groups.flatMap((group) => group.users);
    const lostUsers = askedUsers.filter((asked) => !users.some((user) => user.name === asked.name));
    for (const lost of lostGroups) tellLost(lost, { fr: "de groupe", en: "group" }, name, report);
    for (const lost of lostUsers) tellLost(lost, { fr: "d'utilisateur", en: "user" }, name, report);
  }
}

function tellLost(lost: Reference, kind: Text, list: string, report: Report): void {
  report.fatal(lost, "ERR_CONFIG_REFERENCE", {
    fr: `"userlist ${list}" n'a pas ${kind.fr} "${lost.name}". Ajoutez-le, ou corrigez le nom.`,
    en: `"userlist ${list}" has no ${kind.en} "${lost.name}". Add it, or correct the name.`,
  });
}
