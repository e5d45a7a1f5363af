import type { Answer } from "./answer.ts";

/** The answer in place of a server that sends its visitors elsewhere: `server … redir`. */
export function movedTo(location: string): Omit<Answer, "logged"> {
  const fields = [
    "Cache-Control: no-cache",
    "Content-length: 0",
    `Location: ${location}`,
    "Connection: close",
  ];
  return {
    status: 302,
    text: `HTTP/1.1 302 Found\r\n${fields.join("\r\n")}\r\n\r\n`,
    termination: "LC",
  };
}
