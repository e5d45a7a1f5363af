import type { Facts } from "../../check/facts.ts";
import type { EventOf } from "../../history/event.ts";
import type { PromisedServer } from "../../oracle/promise.ts";
import { longEnough, steadyChecks } from "../health.ts";
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
  const checks = steadyChecks(facts);
  if (checks.length === 0) {
    return unknown({ fr: "aucun contrôle de santé observé", en: "no health check was observed" });
  }
  const { servers } = facts.promise;
  const sick = servers.find((server) => lastOf(server, checks)?.status !== 200);
  if (sick === undefined) {
    const list = servers.map(({ name }) => name).join(", ");
    return pass({
      fr: `${list} répondent 200 à leurs contrôles`,
      en: `${list} answer their checks with 200`,
    });
  }
  const status = lastOf(sick, checks)?.status;
  if (status !== undefined) {
    return fail({
      fr: `${sick.name} répond ${status} à ses contrôles`,
      en: `${sick.name} answers its checks with ${status}`,
    });
  }
  if (!longEnough(facts)) {
    return unknown({ fr: "observation au repos trop courte", en: "the steady time was too short" });
  }
  return fail({ fr: `${sick.name} ne répond à aucun contrôle`, en: `${sick.name} answers no check` });
}

function lastOf({ node, name }: PromisedServer, checks: readonly EventOf<"health">[]) {
  return checks.findLast((check) => check.node === (node ?? name));
}
