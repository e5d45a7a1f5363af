import { judgeUserlists } from "../../config/haproxy/userlist.ts";
import type { HaproxyRule } from "./rule.ts";

/** Users and groups that a list does not define. */
export const userlistName: HaproxyRule = {
  name: "userlist-name",
  find: ({ userlists }, report) => judgeUserlists(userlists, report),
};
