import type { StartedNode } from "../../../lab/runtime/runtime.ts";
import { run } from "../netns-run.ts";

/** A request with curl, so many times, each on a connection of its own. */
export interface Question {
  readonly arguments: readonly string[];
  readonly times: number;
  /** The statistics page: ours is one of our own, with a length and a content policy. What it must name. */
  readonly page?: readonly string[];
}

export function get(url: string, times = 1, ...options: readonly string[]): Question {
  return { arguments: [...options, url], times };
}

/** How often which reply came, dates apart, by question. */
export type Replies = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Asks everything from the client, one after the other. */
export async function ask(client: StartedNode | undefined, questions: readonly Question[]): Promise<Replies> {
  const lines = questions.map(
    ({ arguments: words, times }) =>
      `for i in $(seq ${times}); do curl --http1.1 -s -i -k -m 5 ${words.join(" ")} || echo "curl: $?"; printf '\\036'; done; printf '\\035'`,
  );
  if (lines.length === 0) return {};
  const { stdout } = await run(client, "sh", "-c", lines.join("\n"));
  const groups = stdout.split("\x1d");
  return Object.fromEntries(
    questions.map((question, index) => {
      const replies = (groups[index] ?? "").split("\x1e").slice(0, -1);
      return [question.arguments.join(" "), counted(replies.map((reply) => plain(reply, question)))];
    }),
  );
}

function plain(reply: string, { page }: Question): string {
  const text = reply.replaceAll("\r", "").replace(/^date: .*$/im, "date: …");
  if (page === undefined) return text;
  const [head = "", body = ""] = text.split(/\n\n(.*)/s);
  const common = head.split("\n").filter((line, at) => at === 0 || /^(cache-control|refresh): /.test(line));
  return [
    ...common,
    /^content-type: [a-z/]+/m.exec(head)?.[0],
    ...page.filter((name) => body.includes(name)),
  ].join("\n");
}

export function counted(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts.toSorted()) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
