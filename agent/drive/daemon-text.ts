import type { Text } from "../base/text.ts";

export const usage: Text = {
  fr: `Usage : haproxy -f FICHIER [-f FICHIER]... [options] [-- FICHIER...]
  -f FICHIER   configuration ; plusieurs sont lues comme une seule ; d'un dossier, ses *.cfg
  -C DOSSIER   où commencent les noms relatifs
  -c           vérifier seulement : 0 valide, 1 refusée, 2 rien à écouter
  -cc COND     évaluer une condition de ".if" : 0 vraie, 1 fausse, 2 incompréhensible
  -dW          un avertissement suffit pour ne pas démarrer
  -D           passer en arrière-plan     -db, -d  rester au premier plan
  -p FICHIER   écrire le numéro du processus
  -W, -Ws      maître et travailleur : SIGUSR2 recharge ; -Ws informe systemd
  -S ADRESSE   où le maître prend des commandes : chemin ou ip:port[,level,operator][,mode,600]
  -x SOCKET    reprend les sockets de qui écoute à cet endroit
  -sf PID...   remplace ces processus en douceur ; -st tout de suite
  -n NOMBRE    connexions au plus, pour tout le processus    -N  pour chaque frontend
  -L NOM       nom de cette machine parmi les peers
  -q           sans messages              -V   avec messages
  -v, -vv      version, ce qu'il y a      -h   cette aide
  --lang fr|en langue des messages
Exemples :
  haproxy -c -f /etc/haproxy/haproxy.cfg
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid
`,
  en: `Usage: haproxy -f FILE [-f FILE]... [options] [-- FILE...]
  -f FILE      configuration; several are read as one; of a folder, its *.cfg
  -C FOLDER    where relative names begin
  -c           only check: 0 valid, 1 refused, 2 nothing to listen on
  -cc COND     evaluate a condition of ".if": 0 true, 1 false, 2 not understood
  -dW          a warning is reason enough not to start
  -D           go to the background       -db, -d  stay in the foreground
  -p FILE      write the process number
  -W, -Ws      master and worker: SIGUSR2 reloads; -Ws tells systemd
  -S ADDRESS   where the master takes commands: path or ip:port[,level,operator][,mode,600]
  -x SOCKET    takes the listening sockets of who listens there
  -sf PID...   replaces these processes softly; -st at once
  -n NUMBER    connections at most, for the whole process    -N  for each frontend
  -L NAME      name of this machine among the peers
  -q           no messages                -V   messages
  -v, -vv      version, what there is     -h   this help
  --lang fr|en language of the messages
Examples:
  haproxy -c -f /etc/haproxy/haproxy.cfg
  haproxy -D -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid
`,
};

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

export function noSources(folder: string): Text {
  return {
    fr: `Il n'y a aucun fichier .cfg dans ${folder}. [ERR_CONFIG_READ]`,
    en: `There is no .cfg file in ${folder}. [ERR_CONFIG_READ]`,
  };
}

export function cannotStart(reason: string): Text {
  return { fr: `Démarrage impossible : ${reason}`, en: `Cannot start: ${reason}` };
}

export const strict: Text = {
  fr: "Il y a des avertissements, et -dW a été demandé : rien n'est démarré.",
  en: "There are warnings, and -dW was asked for: nothing is started.",
};

export const refusing: Text = {
  fr: "Ce fichier demande ce que bascule ne fait pas encore (voir plus haut) : rien n'est démarré.",
  en: "This file asks for what bascule does not do yet (see above): nothing is started.",
};

export const socketWithoutMaster: Text = {
  fr: "-S demande le socket d'un maître, mais il n'y en a pas : ajoutez -W. Rien n'écoute là.",
  en: "-S asks for the socket of a master, and there is none: add -W. Nothing listens there.",
};
