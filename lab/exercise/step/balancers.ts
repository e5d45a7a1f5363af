import type { Text } from "../../../agent/base/text.ts";
import type { Facts } from "../../check/facts.ts";
import { ofKind } from "../../check/select.ts";
import type { PromisedBalancer } from "../../oracle/promise.ts";
import { withoutDaemon } from "../daemon.ts";
import { checksIn, isFrom, longEnough, untouched } from "../health.ts";
import { again, fail, neverSteady, pass, type Step, unknown } from "../step.ts";

/**
 * Both balancers work, the passive one too: its HAProxy is known by the health checks that it sends, since nobody
 * else talks to it.
 */
export const balancers: Step = {
  title: { fr: "Deux HAProxy en actif/passif", en: "Two HAProxy, active/passive" },
  asks: {
    fr: "Deux HAProxy tournent : l'un sert les clients, l'autre attend. Celui qui attend se reconnaît aux contrôles de santé qu'il envoie aux serveurs web.",
    en: "Two HAProxy run: one serves the clients, the other waits. The one that waits is known by the health checks that it sends to the web servers.",
  },
  points: 3,
  needs: [],
  judge(facts) {
    const { promise, steady } = facts;
    if (steady === undefined) return neverSteady;
    if (promise.balancers.length < 2) {
      return fail({ fr: "il n'y a pas deux répartiteurs", en: "there are not two balancers" }, twoNodes);
    }
    const stopped = promise.balancers.find((balancer) => isStopped(balancer, facts));
    if (stopped !== undefined) {
      const { node } = stopped;
      return fail({ fr: `${node} est arrêté`, en: `${node} is stopped` }, startNode(node));
    }
    const silent = withoutDaemon(facts, "haproxy");
    if (silent !== undefined) {
      return fail(
        { fr: `HAProxy ne tourne pas sur ${silent}`, en: `HAProxy does not run on ${silent}` },
        startHaproxy(silent),
      );
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
    return unknown(
      { fr: "aucun contrôle de santé observé", en: "no health check was observed" },
      {
        fr: "Sans « check » sur les lignes « server », personne ne voit si HAProxy travaille : ajoutez-le (étape 3)",
        en: 'Without "check" on the "server" lines nobody sees whether HAProxy works: add it (step 3)',
      },
    );
  }
  if (!longEnough(facts, silent.window)) {
    return unknown({ fr: "observation trop courte", en: "the time of observation was too short" }, again);
  }
  return fail(
    {
      fr: `aucun contrôle de santé ne vient de ${silent.node} : son HAProxy ne travaille pas`,
      en: `no health check comes from ${silent.node}: its HAProxy does not work`,
    },
    startHaproxy(silent.node),
  );
}

const twoNodes = {
  fr: "La topologie doit avoir deux nœuds de rôle « balancer »",
  en: 'The topology needs two nodes with the role "balancer"',
};

function startNode(node: string): Text {
  return {
    fr: `Rallumez-le : bascule start ${node}`,
    en: `Switch it on again: bascule start ${node}`,
  };
}

function startHaproxy(node: string): Text {
  return {
    fr: `Sur ${node} : « haproxy -c -f /etc/haproxy/haproxy.cfg » montre les erreurs ; ensuite « systemctl restart haproxy »`,
    en: `On ${node}: "haproxy -c -f /etc/haproxy/haproxy.cfg" shows the mistakes; then "systemctl restart haproxy"`,
  };
}
