import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Text } from "../../agent/base/text.ts";
import { labRights } from "../runtime/netns/lab-user.ts";
import { namespaceFlags } from "../runtime/netns/namespace.ts";
import { toolEnvironment } from "../wire/tool.ts";
import type { Examination, Finding } from "./examination.ts";

interface Feature {
  /** Shell command that succeeds where the kernel has it; `v0` and `v1` are the ends of a cable. */
  readonly trial: string;
  readonly module: string;
  /** Without it no lab runs; else only what `use` says is missing. */
  readonly required: boolean;
  readonly use: Text;
}

/** One row for each thing that bascule asks of the kernel beside namespaces; veth first, others use its cable. */
const features = {
  veth: {
    trial: "ip link add name v0 type veth peer name v1",
    module: "veth",
    required: true,
    use: { fr: "les câbles du labo", en: "the lab's cables" },
  },
  bridge: {
    trial: "ip link add name b0 type bridge mcast_snooping 0",
    module: "bridge",
    required: true,
    use: { fr: "les commutateurs du labo", en: "the lab's switches" },
  },
  macvlan: {
    trial: "ip link add link v0 name m0 type macvlan mode bridge",
    module: "macvlan",
    required: false,
    use: {
      fr: "--runtime docker sur un réseau macvlan (sans lui : bridge)",
      en: "--runtime docker on a macvlan network (without it: bridge)",
    },
  },
  nftables: {
    trial: "nft add table ip t",
    module: "nf_tables",
    required: false,
    use: { fr: "les filtres de paquets dans un nœud", en: "packet filters in a node" },
  },
  netem: {
    trial: "tc qdisc add dev v0 root netem delay 1ms",
    module: "sch_netem",
    required: false,
    use: {
      fr: "retarder ou perdre des paquets avec tc dans un nœud",
      en: "delaying or losing packets with tc in a node",
    },
  },
} as const satisfies Record<string, Feature>;

type FeatureName = keyof typeof features;
const names = Object.keys(features) as FeatureName[];

/** Each feature is tried out in namespaces that vanish at once. */
export const kernel: Examination = {
  title: { fr: "Réseau du noyau", en: "The kernel's network" },
  async examine() {
    if (process.platform !== "linux") return describeKernel(undefined);
    const script = names.map((name) => `${features[name].trial} >/dev/null 2>&1 && echo ${name}`).join("\n");
    const argv = [...(await labRights()).flags, ...namespaceFlags, "sh", "-c", `echo here\n${script}\n:`];
    const child = spawn("unshare", argv, { env: toolEnvironment(), stdio: ["ignore", "pipe", "ignore"] });
    child.on("error", () => {}); // no unshare: nothing is printed
    const said = (await text(child.stdout)).split("\n");
    return describeKernel(said.includes("here") ? names.filter((name) => said.includes(name)) : undefined);
  },
};

/** @param present undefined where nothing could be tried */
export function describeKernel(present: readonly FeatureName[] | undefined): Finding {
  if (present === undefined) {
    return {
      state: "missing",
      found: {
        fr: "rien n'a pu être essayé : voyez la ligne netns",
        en: "nothing could be tried: see the line netns",
      },
    };
  }
  const absent = names.filter((name) => !present.includes(name));
  const has = present.join(", ");
  if (absent.length === 0) return { state: "ok", found: { fr: has, en: has } };
  const uses = (language: keyof Text) =>
    absent.map((name) => `${name} (${features[name].use[language]})`).join(", ");
  const modules = absent.map((name) => features[name].module).join(" ");
  return {
    state: absent.some((name) => features[name].required) ? "missing" : "limited",
    found: {
      fr: `${has} ; sans ${absent.join(", ")}`,
      en: `${has}; without ${absent.join(", ")}`,
    },
    means: { fr: `Il manque : ${uses("fr")}.`, en: `Missing: ${uses("en")}.` },
    remedy: {
      fr: `sudo modprobe --all ${modules} (si votre noyau a ces modules ; sinon, un noyau de distribution)`,
      en: `sudo modprobe --all ${modules} (if your kernel has these modules; else a distribution's kernel)`,
    },
  };
}
