import type { Text } from "../base/text.ts";

/** The original whose language, answers and exit codes are followed. */
export const originalVersion = "2.6.12";

export const usage: Text = {
  fr: `Usage : haproxy -f FICHIER [-f FICHIER]... [options] [-- FICHIER...]
  -f FICHIER   configuration ; plusieurs sont lues comme une seule
  -c           vérifier seulement : 0 valide, 1 refusée, 2 rien à écouter
  -D           passer en arrière-plan     -db  rester au premier plan
  -p FICHIER   écrire le numéro du processus
  -n NOMBRE    connexions au plus, pour tout le processus
  -q           sans messages              -V   avec messages
  -v, -vv      version                    -h   cette aide
  --lang fr|en langue des messages
Exemples :
  haproxy -c -f /etc/haproxy/haproxy.cfg
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid
`,
  en: `Usage: haproxy -f FILE [-f FILE]... [options] [-- FILE...]
  -f FILE      configuration; several are read as one
  -c           only check: 0 valid, 1 refused, 2 nothing to listen on
  -D           go to the background       -db  stay in the foreground
  -p FILE      write the process number
  -n NUMBER    connections at most, for the whole process
  -q           no messages                -V   messages
  -v, -vv      version                    -h   this help
  --lang fr|en language of the messages
Examples:
  haproxy -c -f /etc/haproxy/haproxy.cfg
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid
`,
};

export const versionText = `bascule haproxy: reads the language of HAProxy version ${originalVersion}\n`;

export function unknownArgument(argument: string): Text {
  return {
    fr: `"${argument}" n'est pas compris, ou il lui manque une valeur.`,
    en: `"${argument}" is not understood, or lacks its value.`,
  };
}

export function unreadable(file: string, reason: string): Text {
  return {
    fr: `${file} ne peut pas être lu (${reason}). Corrigez le chemin, ou les droits. [ERR_CONFIG_READ]`,
    en: `${file} cannot be read (${reason}). Correct the path, or the permissions. [ERR_CONFIG_READ]`,
  };
}

export function cannotStart(reason: string): Text {
  return { fr: `Démarrage impossible : ${reason}`, en: `Cannot start: ${reason}` };
}

export const refusing: Text = {
  fr: "Ce fichier demande ce que bascule ne fait pas encore (voir plus haut) : rien n'est démarré.",
  en: "This file asks for what bascule does not do yet (see above): nothing is started.",
};
