#!/usr/bin/env node
// The command `bascule`. Plain JavaScript that old versions of Node can read as well: it finds a Node that
// runs TypeScript, or says in one sentence what is missing.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const oldestMajor = 24;
const exitMachine = 3;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = new URL("cli.ts", import.meta.url);
const carriedNode = `${root}/node_modules/node-${process.platform}-${process.arch}/bin/node`;

rememberCompiled();
if (!existsSync(`${root}/node_modules/commander`)) {
  refuse(
    `Il manque les dépendances de bascule : lancez « npm ci » dans ${root}.`,
    `bascule's dependencies are missing: run \`npm ci\` in ${root}.`,
  );
} else if (Number.parseInt(process.versions.node, 10) >= oldestMajor) {
  import(cli.href);
} else if (existsSync(carriedNode)) {
  launch();
} else {
  refuseOldNode();
}

/**
 * What Node has compiled once it need not compile again: the next start, and every program in a node, takes a third of the
 * time and two thirds of the memory. It lies beside the code and only where that is ours: nobody else can have written it,
 * and npm can remove it.
 */
function rememberCompiled() {
  if (statSync(root).uid !== (process.geteuid?.() ?? 0)) return;
  process.env.NODE_COMPILE_CACHE ||= `${root}/node_modules/.cache/bascule`;
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

function refuseOldNode() {
  refuse(
    `bascule demande Node ${oldestMajor} ou plus récent, et voici Node ${process.versions.node} : lancez « npm ci » dans ${root}, qui apporte Node 26, ou installez un Node plus récent.`,
    `bascule needs Node ${oldestMajor} or newer, and this is Node ${process.versions.node}: run \`npm ci\` in ${root}, which brings Node 26, or install a newer Node.`,
  );
}

function refuse(french, english) {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const inFrench = (LC_ALL || LC_MESSAGES || LANG || "").toLowerCase().startsWith("fr");
  process.stderr.write(`bascule: ${inFrench ? french : english} [ERR_MACHINE_MISSING]\n`);
  process.exitCode = exitMachine;
}

/**
 * Runs cli.ts with the carried Node. The channel between the two closes when this process dies, by SIGKILL too:
 * cli.ts then cleans up and ends. A signal that the terminal sends to both arrives there twice; it counts as one.
 */
function launch() {
  const child = spawn(carriedNode, [fileURLToPath(cli), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, BASCULE_LAUNCHED: "1" },
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  child.on("error", refuseOldNode);
  child.on("exit", (code, signal) => {
    for (const name of signals) process.removeListener(name, pass);
    if (signal === null) process.exit(code);
    // Ends as the child did; a signal that does not end this process becomes the shell's number for it.
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000);
  });
}
