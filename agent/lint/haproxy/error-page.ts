import { judgeErrors } from "../../config/haproxy/error-reply.ts";
import { type HaproxyRule, perProxy } from "./rule.ts";

/** Groups of error pages that are not there, and pages that they lack. */
export const errorPage: HaproxyRule = {
  name: "error-page",
  find: perProxy(judgeErrors),
};
