import type { CertificateDesk } from "../certificate-desk.ts";
import { type Command, type CommandContext, type CommandReply, complain, inform } from "./command.ts";

/** `… ssl cert`: a renewed certificate without a reload [T]. */
export const certificateCommands: readonly Command[] = [
  {
    words: ["show", "ssl", "cert"],
    usage: [
      "show ssl cert [<certfile>]",
      "display the SSL certificates used in memory, or the details of a file",
    ],
    level: "operator",
    run: ([name], { view: { certificates } }) => {
      if (name !== undefined) return details(certificates, name);
      const { pending, files } = certificates;
      const head = pending === undefined ? "" : `# transaction\n*${pending}\n`;
      return { text: `${head}# filename\n${files.map((file) => `${file}\n`).join("")}` };
    },
  },
  {
    words: ["new", "ssl", "cert"],
    usage: [
      "new ssl cert <certfile>",
      "create a new certificate file to be used in a crt-list or a directory",
    ],
    level: "admin",
    run: ([name], { view: { certificates } }) => {
      if (name === undefined) return complain("'new ssl cert' expects a filename");
      const made = certificates.create(name);
      return made.kind === "done"
        ? inform(`New empty certificate store '${name}'!`)
        : complain(`Certificate '${name}' already exists!`);
    },
  },
  {
    words: ["set", "ssl", "cert"],
    usage: ["set ssl cert <certfile> <payload>", "replace a certificate file"],
    level: "admin",
    run: ([name], context) => set(name, context),
  },
  {
    words: ["commit", "ssl", "cert"],
    usage: ["commit ssl cert <certfile>", "commit a certificate file"],
    level: "admin",
    run: ([name], { view: { certificates } }) => {
      if (name === undefined) return complain("'commit ssl cert expects a filename");
      const done = certificates.commit(name);
      return done.kind === "refused"
        ? complain(`${done.reason}\nCan't commit ${name}!`)
        : inform(`Committing ${name}${".".repeat(done.uses ?? 0)}\nSuccess!`);
    },
  },
  {
    words: ["abort", "ssl", "cert"],
    usage: ["abort ssl cert <certfile>", "abort a transaction for a certificate file"],
    level: "admin",
    run: ([name], { view: { certificates } }) => {
      const { pending } = certificates;
      if (name === undefined) return complain("'abort ssl cert' expects a filename");
      if (pending === undefined) return complain("No ongoing transaction!");
      if (pending !== name) {
        return complain(
          `The ongoing transaction is about '${pending}' but you are trying to abort a transaction for '${name}'`,
        );
      }
      certificates.abort();
      return inform(`Transaction aborted for certificate '${name}'!`);
    },
  },
  {
    words: ["del", "ssl", "cert"],
    usage: ["del ssl cert <certfile>", "delete an unused certificate file"],
    level: "admin",
    run: ([name], { view: { certificates } }) => {
      if (name === undefined) return complain("'del ssl cert' expects a certificate name");
      const gone = certificates.remove(name);
      return gone.kind === "done"
        ? inform(`Certificate '${name}' deleted!`)
        : complain(`Can't remove the certificate: ${gone.reason}\n`);
    },
  },
];

function set(name: string | undefined, { view, payload }: CommandContext): CommandReply {
  if (name === undefined || payload === undefined)
    return complain("'set ssl cert expects a filename and a certificate as a payload");
  const { certificates } = view;
  const before = certificates.pending;
  const done = certificates.set(name, payload);
  if (done.kind === "refused") return complain(`${done.reason}\nCan't update ${name}!`);
  const what = before === undefined ? "created" : "updated";
  return inform(`Transaction ${what} for certificate ${certificates.pending}!`);
}

function details(certificates: CertificateDesk, name: string): CommandReply {
  const found = certificates.show(name);
  if (!found) return complain("Can't display the certificate: Not found or the certificate is a bundle!");
  const facts = (found.facts ?? []).map(([fact, value]) => `${fact}: ${value}\n`).join("");
  return { text: `Filename: ${name}\nStatus: ${found.status}\n${facts}OCSP Response Key: \n` };
}
