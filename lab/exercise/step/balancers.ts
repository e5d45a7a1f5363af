import type { Facts } from "../../check/facts.ts";
import { ofKind } from "../../check/select.ts";
import type { PromisedBalancer } from "../../oracle/promise.ts";
import { checksIn, isFrom, longEnough, untouched } from "../health.ts";
import { fail, neverSteady, pass, type Step, unknown } from "../step.ts";

/**
 * Both balancers work, the passive one too: its HAProxy is known by the health checks that it sends, since nobody
 * else talks to it.
 */
export const balancers: Step = {
  title: { fr: "Deux HAProxy en actif/passif", en: "Two HAProxy, active/passive" },
  needs: [],
  judge(facts) {
    const { promise, steady } = facts;
    if (steady === undefined) return neverSteady;
    if (promise.balancers.length < 2) {
      return fail({ fr: "il n'y a pas deux répartiteurs", en: "there are not two balancers" });
    }
    const stopped = promise.balancers.find((balancer) => isStopped(balancer, facts));
    if (stopped !== undefined) {
      return fail({ fr: `${stopped.node} est arrêté`, en: `${stopped.node} is stopped` });
    }
    return judgeChecks(facts);
  },
};

function isStopped({ node }: PromisedBalancer, { events, steady }: Facts): boolean {
  const untilMs = steady?.toMs ?? 0;
  const last = ofKind(events, "node").findLast((event) => event.node === node && event.atMs <= untilMs);
  return last !== undefined && last.state !== "started";
}

function judgeChecks(facts: Facts) {
  const { balancers: all } = facts.promise;
  const counts = all.map(({ node, address }) => {
    const window = untouched(facts, node);
    const checks = checksIn(facts, window);
    return {
      node,
      window,
      seen: checks.length,
      count: checks.filter((check) => isFrom(check, address)).length,
    };
  });
  const silent = counts.find(({ count }) => count === 0);
  if (silent === undefined) {
    const list = counts.map(({ node, count }) => `${node} ${count}`).join(", ");
    return pass({ fr: `contrôles de santé reçus : ${list}`, en: `health checks received: ${list}` });
  }
  if (counts.every(({ seen }) => seen === 0)) {
    return unknown({ fr: "aucun contrôle de santé observé", en: "no health check was observed" });
  }
  if (!longEnough(facts, silent.window)) {
    return unknown({ fr: "observation trop courte", en: "the time of observation was too short" });
  }
  return fail({
    fr: `aucun contrôle de santé ne vient de ${silent.node} : son HAProxy ne travaille pas`,
    en: `no health check comes from ${silent.node}: its HAProxy does not work`,
  });
}
