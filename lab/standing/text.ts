import type { Text } from "../../agent/base/text.ts";
import { type LabError, labError } from "../errors.ts";

export function taken(name: string): LabError {
  return labError("ERR_STANDING_TAKEN", {
    fr: `Un labo « ${name} » est déjà debout. « bascule status » le montre, « bascule down --name ${name} » l'arrête ; --name NOM en monte un autre`,
    en: `A lab "${name}" stands already. \`bascule status\` shows it, \`bascule down --name ${name}\` ends it; --name NAME starts another one`,
  });
}

export function noneStands(): LabError {
  return labError("ERR_STANDING_NONE", {
    fr: "Aucun labo n'est debout. « bascule up » en monte un",
    en: "No lab stands. `bascule up` starts one",
  });
}

export function noSuchLab(name: string, names: readonly string[]): LabError {
  if (names.length === 0) return noneStands();
  return labError("ERR_STANDING_NONE", {
    fr: `Aucun labo « ${name} » n'est debout ; il y a : ${names.join(", ")}`,
    en: `No lab "${name}" stands; there are: ${names.join(", ")}`,
  });
}

export function severalStand(names: readonly string[]): LabError {
  return labError("ERR_STANDING_NONE", {
    fr: `Plusieurs labos sont debout : ${names.join(", ")}. Dites lequel avec --name`,
    en: `Several labs stand: ${names.join(", ")}. Say which one with --name`,
  });
}

export function noSuchNode(node: string, names: readonly string[]): LabError {
  return labError("ERR_STANDING_NODE", {
    fr: `Le labo n'a pas de nœud « ${node} » ; il y a : ${names.join(", ")}`,
    en: `The lab has no node "${node}"; there are: ${names.join(", ")}`,
  });
}

export function nodeStopped(node: string): LabError {
  return labError("ERR_STANDING_NODE", {
    fr: `Le nœud ${node} est arrêté. « bascule start ${node} » le redémarre`,
    en: `Node ${node} is stopped. \`bascule start ${node}\` starts it again`,
  });
}

export function nodeRuns(node: string): LabError {
  return labError("ERR_STANDING_NODE", {
    fr: `Le nœud ${node} est déjà en marche`,
    en: `Node ${node} is running already`,
  });
}

export function labBusy(name: string): LabError {
  return labError("ERR_STANDING_BUSY", {
    fr: `Quelqu'un mesure déjà dans le labo « ${name} ». Attendez la fin, une demi-minute environ, et recommencez`,
    en: `Somebody is measuring in the lab "${name}" already. Wait until that is over, half a minute or so, and try again`,
  });
}

export function noEntry(runtime: string): LabError {
  return labError("ERR_STANDING_NODE", {
    fr: `Dans les labos de « ${runtime} », « bascule exec » ne peut pas entrer`,
    en: `\`bascule exec\` cannot enter the nodes of "${runtime}" labs`,
  });
}

export function keeperSilent(name: string): LabError {
  return labError("ERR_STANDING_LOST", {
    fr: `Le processus qui garde le labo « ${name} » ne répond pas. « bascule down --name ${name} » l'arrête`,
    en: `The process that keeps the lab "${name}" does not answer. \`bascule down --name ${name}\` ends it`,
  });
}

export function labGone(name: string): LabError {
  return labError("ERR_STANDING_LOST", {
    fr: `Le labo « ${name} » s'est arrêté pendant la mesure. « bascule up » en monte un autre`,
    en: `The lab "${name}" ended while it was being measured. \`bascule up\` starts another one`,
  });
}

export function badName(name: string): LabError {
  return labError("ERR_USAGE", {
    fr: `--name ne prend pas « ${name} ». Donnez des minuscules, des chiffres, - et _ (32 caractères au plus, le premier n'est ni - ni _)`,
    en: `--name does not take "${name}". Give lower-case letters, digits, - and _ (at most 32, the first neither - nor _)`,
  });
}

/** @param topologyFile the topology whose working copies the folder holds, when it is a work folder at all */
export function foreignFolder(folder: string, topologyFile?: string): LabError {
  const held =
    topologyFile === undefined
      ? { fr: "contient déjà autre chose", en: "holds something else already" }
      : { fr: `appartient à la topologie ${topologyFile}`, en: `belongs to the topology ${topologyFile}` };
  return labError("ERR_FOLDER_FOREIGN", {
    fr: `${folder} ${held.fr}. Choisissez un autre dossier avec --folder, ou un autre nom avec --name`,
    en: `${folder} ${held.en}. Choose another folder with --folder, or another name with --name`,
  });
}

export function unwritableFolder(folder: string, cause: Error & { readonly code?: unknown }): Text {
  const reason = cause.code ?? cause.message;
  return {
    fr: `${folder} : les fichiers à modifier ne peuvent pas y être copiés (${reason}). Choisissez un autre dossier avec --folder`,
    en: `${folder}: the files to edit cannot be copied there (${reason}). Choose another folder with --folder`,
  };
}
