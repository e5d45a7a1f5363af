import { configOf, startBalancer } from "./balancer.ts";
import { raw, until } from "./client.ts";
import { conversationConfig, conversationFailures, startConversations } from "./conversation.ts";
import { startOrigin } from "./origin.ts";

export interface HealthResult {
  /** Who answered, at each stage of the story. */
  readonly story: Readonly<Record<string, readonly string[]>>;
  /** The lines about health, without durations. */
  readonly news: readonly string[];
  /** The same of the servers that are checked by conversations. */
  readonly conversations: readonly string[];
}

const config = configOf(`listen l
 bind 127.0.0.1:18080
 option httpchk GET /health
 http-check expect status 200
 default-server check inter 150 fall 3 rise 2
 server s1 127.0.0.1:9001
 server s2 127.0.0.1:9002
 server s3 127.0.0.1:9003 backup
${conversationConfig}`);

/** Servers fall ill and get well again, one after the other. */
export async function sceneHealth(program: string): Promise<HealthResult> {
  const origins = [await startOrigin(9001), await startOrigin(9002), await startOrigin(9003)];
  await startConversations();
  await using balancer = await startBalancer(program, config, 18080);
  const story: { [stage: string]: readonly string[]; nobody?: readonly string[] } = {};
  const said = (pattern: RegExp): boolean => balancer.lines().some((line) => pattern.test(line));
  const change = async (index: number, healthy: boolean, pattern: RegExp): Promise<void> => {
    const origin = origins[index];
    if (origin) origin.healthy = healthy;
    await until(String(pattern), () => said(pattern));
  };
  // Two checks have passed: a single slip does not take a server down any more.
  await new Promise((resolve) => setTimeout(resolve, 500));
  story["all up"] = await ask();
  await change(0, false, /l\/s1 is DOWN/);
  story["s1 down"] = await ask();
  await change(1, false, /l\/s2 is DOWN/);
  story["only the backup"] = await ask();
  await change(2, false, /l has no server available/);
  story.nobody = await ask();
  await change(1, true, /l\/s2 is UP/);
  story["s2 again"] = await ask();
  const news = balancer.lines().filter((line) => /^(Backup )?Server l\/|^proxy/.test(line));
  const down = (): readonly string[] => balancer.lines().filter((line) => /^Server t\d+\/s is/.test(line));
  await until("the conversations", () => new Set(down()).size >= conversationFailures);
  const timeless = (line: string): string => line.replace(/check duration: \d+ms/, "check duration: Nms");
  const conversations = [...new Set(down().map(timeless))].sort();
  return { story, news: news.map(timeless), conversations };
}

async function ask(): Promise<readonly string[]> {
  const seen = new Set<string>();
  for (let turn = 0; turn < 6; turn++) {
    const reply = await raw(18080, ["GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]);
    seen.add(/x-port: (\d+)/.exec(reply)?.[1] ?? reply.slice(9, 12));
  }
  return [...seen].sort();
}
