import { type Examination, same } from "./examination.ts";

/** The Node that runs this; the launcher refuses one that is too old. */
export const node: Examination = {
  title: same("Node"),
  async examine() {
    const version = `${process.versions.node} (${process.platform}-${process.arch})`;
    if (!process.execPath.includes("/node_modules/")) return { state: "ok", found: same(version) };
    return {
      state: "ok",
      found: { fr: `${version}, celui que npm a apporté`, en: `${version}, the one that npm brought` },
    };
  },
};
