import { decodeBase64 } from "../base64.ts";
import type { Fetch } from "../fetch.ts";
import type { Scope } from "../scope.ts";
import type { RequestView } from "../view.ts";
import { fieldValues } from "./header.ts";
import { plain } from "./row.ts";

/** Who a request says that it comes from, and whether a `userlist` has it. */
export const credentialFetches: readonly Fetch[] = [
  plain("http_auth_type", "text", "request", (view) => credentials(view)?.type),
  plain("http_auth_user", "text", "request", (view) => basic(view)?.user),
  plain("http_auth_pass", "text", "request", (view) => basic(view)?.password),
  {
    name: "http_auth_bearer",
    gives: "text",
    layer: "request",
    parameters: ["text"],
    compile: ([header = ""]) => ({
      one: (view) => {
        const found = credentials(view, header.toLowerCase() || "authorization");
        return found?.type.toLowerCase() === "bearer" ? found.value : undefined;
      },
    }),
  },
  {
    name: "http_auth",
    gives: "truth",
    layer: "request",
    parameters: ["userlist"],
    required: 1,
    compile: ([list = ""], scope) => ({ one: (view) => groupsOf(list, scope, view) !== undefined }),
  },
  {
    name: "http_auth_group",
    gives: "text",
    layer: "request",
    parameters: ["userlist"],
    required: 1,
    compile: ([list = ""], scope) => ({
      one: (view) => (groupsOf(list, scope, view) ? basic(view)?.user : undefined),
      // Compared are the groups.
      some: (view, test) => groupsOf(list, scope, view)?.some(test) ?? false,
    }),
  },
];

function groupsOf(list: string, { accounts }: Scope, view: RequestView): readonly string[] | undefined {
  const found = basic(view);
  return found && accounts?.groupsOf(list, found.user, found.password);
}

/** The scheme and the rest of a header of credentials: RFC 9110 §11.4. */
function credentials(
  { head }: RequestView,
  header = "authorization",
): { readonly type: string; readonly value: string } | undefined {
  const [field] = head ? fieldValues(head, header) : [];
  const [, type, value] = /^(\S+) +(.*)$/.exec(field ?? "") ?? [];
  return type === undefined || value === undefined ? undefined : { type, value };
}

/** Name and password: RFC 7617. */
function basic(view: RequestView): { readonly user: string; readonly password: string } | undefined {
  const found = credentials(view);
  if (found?.type.toLowerCase() !== "basic") return undefined;
  const text = decodeBase64(found.value);
  const colon = text?.indexOf(":") ?? -1;
  return text === undefined || colon < 0
    ? undefined
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
