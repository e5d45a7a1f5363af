/** An application server of the lab: it says who it is, and that it is well. */
export interface AppPlan {
  readonly name: string;
  readonly port: number;
}

export interface AppAnswer {
  readonly text: string;
  /** A health check was asked for. */
  readonly health: boolean;
}

/** The paths of `lab/node/app-server.ts` that a simulated client or balancer asks for. */
export function appAnswer({ name }: AppPlan, request: string): AppAnswer {
  const path = /^[A-Z]+ ([^ ?]*)/.exec(request)?.[1] ?? "";
  const health = path === "/health";
  const body = path === "/" ? `${name}\n` : health ? "OK\n" : undefined;
  const status = body === undefined ? "404 Not Found" : "200 OK";
  const lines = [`HTTP/1.1 ${status}`, `X-Server: ${name}`, `Content-Length: ${(body ?? "").length}`];
  return { text: `${lines.join("\r\n")}\r\n\r\n${body ?? ""}`, health };
}
