import { judgeMailers } from "../../config/haproxy/mailers.ts";
import type { HaproxyRule } from "./rule.ts";

/** Mailers that nobody uses, and alerts that lack something. */
export const mailersUse: HaproxyRule = {
  name: "mailers-use",
  find: judgeMailers,
};
