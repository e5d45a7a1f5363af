import type { CertificateDesk, ListedCertificate } from "../certificate-desk.ts";
import { type Command, type CommandReply, complain, inform } from "./command.ts";

/** `… ssl crt-list` and `show ssl ca-file` [T]. */
export const certificateListCommands: readonly Command[] = [
  {
    words: ["show", "ssl", "crt-list"],
    usage: [
      "show ssl crt-list [-n] [<list>]",
      "show the list of crt-lists or the content of a crt-list file <list>",
    ],
    level: "operator",
    run: (args, { view: { certificates } }) => {
      const numbered = args[0] === "-n";
      const name = args[numbered ? 1 : 0];
      if (name !== undefined) return show(certificates, name, numbered);
      return numbered
        ? complain("'show ssl crt-list -n' expects a filename or a directory")
        : { text: certificates.lists.map((list) => `${list}\n`).join("") };
    },
  },
  {
    words: ["add", "ssl", "crt-list"],
    usage: [
      "add ssl crt-list <list> <cert> [opts]*",
      "add to crt-list file <list> a line <cert> or a payload",
    ],
    level: "admin",
    run: ([list, certificate], { view: { certificates }, payload }) => {
      const [path, ...rest] = (payload?.trim() ?? certificate ?? "").split(/\s+/);
      if (list === undefined || path === undefined || path === "")
        return complain("'add ssl crtlist' expects a filename and a certificate name");
      return add(certificates, list, [path, ...rest]);
    },
  },
  {
    words: ["del", "ssl", "crt-list"],
    usage: ["del ssl crt-list <list> <cert[:line]>", "delete a line <cert> from crt-list file <list>"],
    level: "admin",
    run: ([list, certificate], { view: { certificates } }) =>
      list === undefined || certificate === undefined
        ? complain("'del ssl crtlist' expects a filename and a certificate name")
        : remove(certificates, list, certificate),
  },
  {
    words: ["show", "ssl", "ca-file"],
    usage: [
      "show ssl ca-file [<cafile>[:<index>]]",
      "display the SSL CA files used in memory, or the details of a <cafile>, or a single certificate of index <index> of a CA file <cafile>",
    ],
    level: "operator",
    run: ([name], { view: { certificates } }) => authorities(certificates, name),
  },
];

function show(certificates: CertificateDesk, name: string, numbered: boolean): CommandReply {
  const lines = certificates.list(name);
  if (!lines) return complain("didn't find the specified filename");
  const texts = lines.map(({ path, line, filters }) =>
    [numbered ? `${path}:${line}` : path, ...filters].join(" "),
  );
  return { text: `# ${name}\n${texts.map((text) => `${text}\n`).join("")}` };
}

function add(
  certificates: CertificateDesk,
  list: string,
  [path = "", ...filters]: readonly string[],
): CommandReply {
  if (filters.some((word) => /^\[/.test(word)))
    return complain("Can't edit the crt-list: bascule knows no options between brackets.");
  const added = certificates.listAdd(list, path, filters);
  return added.kind === "done"
    ? inform(`Inserting certificate '${path}' in crt-list '${list}'.\nSuccess!`)
    : complain(`Can't edit the crt-list: ${added.reason}`);
}

function remove(certificates: CertificateDesk, list: string, certificate: string): CommandReply {
  const lines = certificates.list(list);
  if (!lines) return complain(`Can't delete the entry: crt-list '${list}' does not exist!`);
  const [, path = certificate, number] = /^(.*):(\d+)$/.exec(certificate) ?? [];
  const known = lines.filter((line) => line.path === path);
  const meant = known.filter(({ line }) => number === undefined || line === Number(number));
  const [only] = meant;
  if (meant.length > 1) return complain(tellSeveral(path, meant));
  if (!only) {
    return complain(`Can't delete the entry: certificate '${path}' can't be found in crt-list '${list}'!`);
  }
  certificates.listRemove(list, only.line);
  return inform(`Entry '${path}' deleted in crtlist '${list}'!`);
}

function tellSeveral(path: string, lines: readonly ListedCertificate[]): string {
  const numbers = lines.map(({ line }) => line).join(", ");
  return `Can't delete the entry: found the certificate '${path}' in several entries, please specify a line number preceded by colons (${numbers})!`;
}

function authorities(certificates: CertificateDesk, name: string | undefined): CommandReply {
  const all = certificates.authorities();
  if (name === undefined) {
    const lines = [...all].map(([file, { length }]) => `${file} - ${length} certificate(s)\n`);
    return { text: `# filename\n${lines.join("")}` };
  }
  const [, file = name, index] = /^(.*):(\d+)$/.exec(name) ?? [];
  const found = all.get(file);
  if (!found) return complain("Can't display the CA file : Not found!");
  const texts = found.flatMap((facts, at) => {
    if (index !== undefined && Number(index) !== at + 1) return [];
    return [` \nCertificate #${at + 1}:\n${facts.map(([fact, value]) => `${fact}: ${value}\n`).join("")}`];
  });
  return { text: `Filename: ${file}\nStatus: Used\n${texts.join("")}` };
}
