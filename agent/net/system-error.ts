import { getSystemErrorMap } from "node:util";
import { CodedError } from "../base/coded-error.ts";
import type { AgentCode } from "../base/errors.ts";
import { libc } from "./libc.ts";

/** Linux numbers of the errors that our sockets treat specially: errno(3). */
export const errno = {
  EPERM: 1,
  EINTR: 4,
  EBADF: 9,
  EAGAIN: 11,
  EACCES: 13,
  EEXIST: 17,
  ENODEV: 19,
  EADDRINUSE: 98,
  EADDRNOTAVAIL: 99,
  ENETDOWN: 100,
  ENOBUFS: 105,
} as const;

const codeOf: Readonly<Record<number, AgentCode>> = {
  [errno.EPERM]: "ERR_NET_PERMISSION",
  [errno.EACCES]: "ERR_NET_PERMISSION",
  [errno.ENODEV]: "ERR_NET_INTERFACE",
  [errno.EADDRINUSE]: "ERR_NET_BIND",
  [errno.EADDRNOTAVAIL]: "ERR_NET_BIND",
};

/** The error for a failed system call: `number` is its errno, `what` says what was being done (`socket (AF_PACKET)`). */
export function systemError(what: string, number: number): CodedError<AgentCode> {
  const code = codeOf[number] ?? "ERR_NET_SYSTEM";
  const [name, meaning] = getSystemErrorMap().get(-number) ?? [`errno ${number}`, "unknown error"];
  const advice = adviceOf(code);
  return new CodedError(code, {
    fr: `${what} : ${name} (${meaning}).${advice.fr}`,
    en: `${what}: ${name} (${meaning}).${advice.en}`,
  });
}

/** Passes on a result that is not negative; throws the error of `errno` otherwise. */
export function checked(what: string, result: number): number {
  if (result < 0) throw systemError(what, libc().errno());
  return result;
}

function adviceOf(code: AgentCode): { readonly fr: string; readonly en: string } {
  if (code !== "ERR_NET_PERMISSION") return { fr: "", en: "" };
  return {
    fr: " Lancez le programme en root, ou donnez-lui CAP_NET_RAW et CAP_NET_ADMIN.",
    en: " Run the program as root, or give it CAP_NET_RAW and CAP_NET_ADMIN.",
  };
}
