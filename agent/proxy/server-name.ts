import type { Head } from "../http/head.ts";

/** `http-send-name-header`: the server is told by which name it was chosen, whatever the client said of that. */
export function withServerName<Request extends Head>(
  request: Request,
  header: string,
  server: string,
): Request {
  const others = request.headers.filter(({ name }) => name !== header);
  return { ...request, headers: [...others, { name: header, value: server }] };
}
