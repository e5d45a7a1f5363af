import type { Facts } from "../../check/facts.ts";
import type { PromisedServer } from "../../oracle/promise.ts";
import { checksIn, longEnough, untouched } from "../health.ts";
import { fail, neverSteady, pass, type Step, type StepFinding, unknown } from "../step.ts";

/** At least two servers, each checked, and each answers its health checks well. */
export const backends: Step = {
  title: { fr: "Serveurs web avec contrôles de santé", en: "Web servers with health checks" },
  needs: [],
  judge(facts) {
    const { servers } = facts.promise;
    if (facts.steady === undefined) return neverSteady;
    if (servers.length < 2) {
      return fail({ fr: "il faut au moins deux serveurs", en: "at least two servers are needed" });
    }
    const unchecked = servers.find(({ checked }) => !checked);
    if (unchecked !== undefined) {
      const line = `server ${unchecked.name}`;
      return fail({ fr: `« ${line} » n'a pas de « check »`, en: `"${line}" has no "check"` });
    }
    return judgeHealth(facts);
  },
};

function judgeHealth(facts: Facts): StepFinding {
  const found = facts.promise.servers.map((server) => ({ server, ...lastCheck(server, facts) }));
  if (found.every(({ status }) => status === undefined)) {
    return unknown({ fr: "aucun contrôle de santé observé", en: "no health check was observed" });
  }
  const sick = found.find(({ status }) => status !== 200);
  if (sick === undefined) {
    const list = found.map(({ server }) => server.name).join(", ");
    return pass({
      fr: `${list} répondent 200 à leurs contrôles`,
      en: `${list} answer their checks with 200`,
    });
  }
  const { name } = sick.server;
  if (sick.status !== undefined) {
    const { status } = sick;
    return fail({
      fr: `${name} répond ${status} à ses contrôles`,
      en: `${name} answers its checks with ${status}`,
    });
  }
  if (!longEnough(facts, sick.window)) {
    return unknown({ fr: "observation trop courte", en: "the time of observation was too short" });
  }
  return fail({ fr: `${name} ne répond à aucun contrôle`, en: `${name} answers no check` });
}

/** How a server answered its last health check before the first measured fault. */
function lastCheck({ node, name }: PromisedServer, facts: Facts) {
  const own = untouched(facts, node ?? name);
  const window = own && facts.steady && { fromMs: own.fromMs, toMs: facts.steady.toMs };
  const status = checksIn(facts, window).findLast((check) => check.node === (node ?? name))?.status;
  return { window, status };
}
