import { ldapScript } from "../../../health/protocol/ldap.ts";
import { mysqlScript } from "../../../health/protocol/mysql.ts";
import { pgsqlScript } from "../../../health/protocol/pgsql.ts";
import { redisScript } from "../../../health/protocol/redis.ts";
import { smtpScript } from "../../../health/protocol/smtp.ts";
import { sslHelloScript } from "../../../health/protocol/ssl-hello.ts";
import type { CheckScript } from "../../../health/step.ts";
import { type ProxyContext, refuse, wordAt } from "../keyword.ts";
import { neededAt } from "./refusal.ts";

type Reader = (context: ProxyContext) => CheckScript | undefined;

/** The options that ask a server in its own protocol [T]. */
const protocols: Readonly<Record<string, Reader>> = {
  "ssl-hello-chk": plain(sslHelloScript),
  "redis-check": plain(redisScript),
  "ldap-check": plain(ldapScript),
  smtpchk: readSmtp,
  "mysql-check": readMysql,
  "pgsql-check": readPgsql,
};

/** Their rows among the options. */
export const protocolOptions = Object.entries(protocols).map(([name, read]) => ({
  name,
  side: "back" as const,
  read: (context: ProxyContext): void => {
    const script = read(context);
    if (!script) return;
    context.proxy.check.kind = "protocol";
    context.proxy.check.protocol = script;
  },
}));

function plain(make: () => CheckScript): Reader {
  return (context) => (endsBefore(context, 2) ? make() : undefined);
}

/** `option smtpchk [HELO|EHLO DOMAIN]`: any other greeting is HELO localhost. */
function readSmtp(context: ProxyContext): CheckScript | undefined {
  const [hello, domain] = [wordAt(context, 2), wordAt(context, 3)];
  if (!endsBefore(context, 4)) return undefined;
  const known = (hello === "HELO" || hello === "EHLO") && domain !== "";
  return smtpScript(known ? `${hello} ${domain}` : "HELO localhost");
}

/** `option mysql-check [user NAME [post-41|pre-41]]`. */
function readMysql(context: ProxyContext): CheckScript | undefined {
  const word = wordAt(context, 2);
  if (word === "") return mysqlScript();
  if (word !== "user") return refuseValue(context, 2, ["user"]);
  const name = neededAt(context, 3);
  if (name === undefined || !endsBefore(context, 5)) return undefined;
  const version = wordAt(context, 4);
  if (version !== "" && version !== "post-41" && version !== "pre-41") {
    return refuseValue(context, 4, ["post-41", "pre-41"]);
  }
  return mysqlScript({ name, old: version === "pre-41" });
}

/** `option pgsql-check user NAME`. */
function readPgsql(context: ProxyContext): CheckScript | undefined {
  const name = neededAt(context, 3);
  if (name === undefined || !endsBefore(context, 4)) return undefined;
  return wordAt(context, 2) === "user" ? pgsqlScript(name) : refuseValue(context, 2, ["user"]);
}

function endsBefore(context: ProxyContext, count: number): boolean {
  if (context.words.length <= count) return true;
  refuse(context, count, "ERR_CONFIG_SYNTAX", {
    fr: `"option ${wordAt(context, 1)}" ne sait que faire de "${wordAt(context, count)}". Retirez ce mot.`,
    en: `"option ${wordAt(context, 1)}" cannot handle "${wordAt(context, count)}". Remove this word.`,
  });
  return false;
}

function refuseValue(context: ProxyContext, index: number, values: readonly string[]): undefined {
  refuse(context, index, "ERR_CONFIG_VALUE", {
    fr: `"option ${wordAt(context, 1)}" ne connaît pas "${wordAt(context, index)}". Valeurs : ${values.join(", ")}.`,
    en: `"option ${wordAt(context, 1)}" does not know "${wordAt(context, index)}". Values: ${values.join(", ")}.`,
  });
  return undefined;
}
