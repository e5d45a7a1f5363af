import type { Text } from "../../../agent/base/text.ts";
import type { Facts } from "../../check/facts.ts";
import type { PromisedServer } from "../../oracle/promise.ts";
import { checksIn, longEnough, untouched } from "../health.ts";
import { fail, neverSteady, pass, type Step, type StepFinding, unknown } from "../step.ts";

/** At least two servers, each checked, and each answers its health checks well. */
export const backends: Step = {
  title: { fr: "Serveurs web avec contrôles de santé", en: "Web servers with health checks" },
  asks: {
    fr: "HAProxy répartit sur au moins deux serveurs web et contrôle chacun : chaque serveur a « check » et répond 200 à son contrôle.",
    en: 'HAProxy shares the work between at least two web servers and checks each: every server has "check" and answers its check with 200.',
  },
  points: 3,
  needs: [],
  judge(facts) {
    const { servers } = facts.promise;
    if (facts.steady === undefined) return neverSteady;
    if (servers.length < 2) {
      return fail(
        { fr: "il faut au moins deux serveurs", en: "at least two servers are needed" },
        addServers,
      );
    }
    const unchecked = servers.find(({ checked }) => !checked);
    if (unchecked !== undefined) {
      const line = `server ${unchecked.name}`;
      return fail(
        { fr: `« ${line} » n'a pas de « check »`, en: `"${line}" has no "check"` },
        {
          fr: "Ajoutez « check » à cette ligne de haproxy.cfg, puis « systemctl restart haproxy » sur les deux nœuds",
          en: 'Add "check" to that line of haproxy.cfg, then "systemctl restart haproxy" on both nodes',
        },
      );
    }
    return judgeHealth(facts);
  },
};

function judgeHealth(facts: Facts): StepFinding {
  const found = facts.promise.servers.map((server) => ({ server, ...lastCheck(server, facts) }));
  if (found.every(({ status }) => status === undefined)) {
    const none = { fr: "aucun contrôle de santé observé", en: "no health check was observed" };
    return unknown(none, {
      fr: "Un HAProxy tourne-t-il ? « systemctl status haproxy » sur les deux nœuds",
      en: 'Does an HAProxy run? "systemctl status haproxy" on both nodes',
    });
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
    return fail(
      { fr: `${name} répond ${status} à ses contrôles`, en: `${name} answers its checks with ${status}` },
      lookAtServer(name),
    );
  }
  if (!longEnough(facts, sick.window)) {
    return unknown({ fr: "observation trop courte", en: "the time of observation was too short" });
  }
  return fail(
    { fr: `${name} ne répond à aucun contrôle`, en: `${name} answers no check` },
    lookAtServer(name),
  );
}

const addServers = {
  fr: "Dans le « backend » de haproxy.cfg, une ligne par serveur : server app1 192.168.1.11:8080 check",
  en: 'In the "backend" of haproxy.cfg, one line for each server: server app1 192.168.1.11:8080 check',
};

function lookAtServer(name: string): Text {
  return {
    fr: `Le serveur ${name} tourne-t-il (bascule status), et son adresse et son port sont-ils justes dans haproxy.cfg ? Du client : curl -i http://ADRESSE:PORT/health`,
    en: `Does server ${name} run (bascule status), and are its address and port right in haproxy.cfg? From the client: curl -i http://ADDRESS:PORT/health`,
  };
}

/** How a server answered its last health check before the first measured fault. */
function lastCheck({ node, name }: PromisedServer, facts: Facts) {
  const own = untouched(facts, node ?? name);
  const window = own && facts.steady && { fromMs: own.fromMs, toMs: facts.steady.toMs };
  const status = checksIn(facts, window).findLast((check) => check.node === (node ?? name))?.status;
  return { window, status };
}
