import { judgeResolvers } from "../../config/haproxy/resolvers.ts";
import type { HaproxyRule } from "./rule.ts";

/** Resolvers that ask nobody. */
export const resolversEmpty: HaproxyRule = {
  name: "resolvers-empty",
  find: ({ resolvers }, report) => judgeResolvers(resolvers, report),
};
