import type { Text } from "../../agent/base/text.ts";
import { formatPath, type Path } from "../document/position.ts";
import { type DocumentProblem, inEvery } from "../document/problem.ts";
import type { ReadDocument } from "../document/read.ts";
import type { LabCode } from "../errors.ts";
import { addressProblems } from "./check-address.ts";
import { mountProblems } from "./check-mount.ts";
import type { TopologyDocument } from "./schema.ts";
import { roles } from "./topology.ts";

/** Something wrong that no schema can see. */
export interface Finding {
  readonly path: Path;
  readonly code: LabCode;
  readonly text: Text;
}

/** Everything that is wrong with a topology whose keys and types are right. */
export async function problemsOf(document: ReadDocument<TopologyDocument>): Promise<DocumentProblem[]> {
  const { data, file, at } = document;
  const findings = [
    ...addressProblems(data),
    ...hostnameProblems(data),
    ...roleProblems(data),
    ...(await mountProblems(data, file)),
  ];
  return findings.map(({ path, code, text }) => ({
    ...at(path),
    code,
    text: inEvery((language) => `${formatPath(path)}: ${text[language]}`),
  }));
}

function hostnameProblems({ services }: TopologyDocument): Finding[] {
  const wrong = Object.entries(services).filter(
    ([name, { hostname }]) => hostname !== undefined && hostname !== name,
  );
  return wrong.map(([name]) => ({
    path: ["services", name, "hostname"],
    code: "ERR_TOPOLOGY_VALUE",
    text: {
      fr: `le nom d'hôte doit être celui du service ; écrivez « ${name} » ou retirez la ligne`,
      en: `the host name must be the service's; write "${name}" or remove the line`,
    },
  }));
}

function roleProblems({ services }: TopologyDocument): Finding[] {
  const present = new Set(Object.values(services).map((service) => service["x-bascule"].role));
  const absent = roles.filter((role) => !present.has(role));
  return absent.map((role) => ({
    path: ["services"],
    code: "ERR_TOPOLOGY_VALUE",
    text: {
      fr: `aucun service n'a le rôle « ${role} » ; donnez à l'un d'eux x-bascule: { role: ${role} }`,
      en: `no service has the role "${role}"; give one of them x-bascule: { role: ${role} }`,
    },
  }));
}
