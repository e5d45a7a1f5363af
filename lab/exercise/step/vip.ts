import type { Text } from "../../../agent/base/text.ts";
import type { Facts } from "../../check/facts.ts";
import { holdersAt } from "../../check/ownership.ts";
import { ofKind, within } from "../../check/select.ts";
import type { EventOf } from "../../history/event.ts";
import type { PromisedBalancer } from "../../oracle/promise.ts";
import { turnsMs } from "../../stats/overlap.ts";
import { withoutDaemon } from "../daemon.ts";
import { fail, neverSteady, pass, type Step, type StepFinding, unknown } from "../step.ts";

/** Keepalived is configured for the virtual IP, one node owns and announces it, and it answers. */
export const vip: Step = {
  title: { fr: "Keepalived pour l'adresse virtuelle", en: "Keepalived for the virtual IP" },
  asks: {
    fr: "Keepalived, sur les deux nœuds, s'occupe de la même adresse virtuelle sous le même virtual_router_id. Un seul nœud la détient, l'annonce et répond.",
    en: "Keepalived on both nodes cares for the same virtual IP under the same virtual_router_id. Exactly one node owns it, announces it and answers.",
  },
  points: 4,
  needs: [],
  judge(facts) {
    if (facts.steady === undefined) return neverSteady;
    return wrongFile(facts) ?? notRunning(facts) ?? conflict(facts) ?? judgeOwner(facts);
  },
};

function wrongFile({ promise }: Facts): StepFinding | undefined {
  const { vip: address, balancers } = promise;
  const wrong = balancers.find(({ virtualAddresses }) => !virtualAddresses.includes(address));
  if (wrong !== undefined) {
    return fail(announced(wrong, address), {
      fr: `Dans vrrp_instance, virtual_ipaddress { ${address}/24 } sur les deux nœuds ; « keepalived -t » relit le fichier, « systemctl restart keepalived » l'applique`,
      en: `In vrrp_instance, virtual_ipaddress { ${address}/24 } on both nodes; "keepalived -t" checks the file, "systemctl restart keepalived" applies it`,
    });
  }
  const ids = [...new Set(balancers.map(({ virtualRouterId }) => virtualRouterId))];
  if (ids.length < 2) return undefined;
  const list = ids.join(", ");
  return fail(
    { fr: `les virtual_router_id diffèrent : ${list}`, en: `the virtual_router_ids differ: ${list}` },
    {
      fr: "Écrivez le même virtual_router_id sur les deux nœuds : c'est lui qui dit qu'ils vont ensemble",
      en: "Write the same virtual_router_id on both nodes: it says that they belong together",
    },
  );
}

function announced({ node, virtualAddresses }: PromisedBalancer, wanted: string): Text {
  const list = virtualAddresses.join(", ");
  if (list !== "") {
    return {
      fr: `le keepalived.conf de ${node} annonce ${list} au lieu de ${wanted}`,
      en: `keepalived.conf of ${node} announces ${list} instead of ${wanted}`,
    };
  }
  return {
    fr: `le keepalived.conf de ${node} n'a pas d'adresse virtuelle`,
    en: `keepalived.conf of ${node} has no virtual IP`,
  };
}

function notRunning(facts: Facts): StepFinding | undefined {
  const node = withoutDaemon(facts, "keepalived");
  if (node === undefined) return undefined;
  return fail(
    { fr: `keepalived ne tourne pas sur ${node}`, en: `keepalived does not run on ${node}` },
    {
      fr: `Sur ${node} : « keepalived -t » montre les erreurs ; ensuite « systemctl restart keepalived »`,
      en: `On ${node}: "keepalived -t" shows the mistakes; then "systemctl restart keepalived"`,
    },
  );
}

/** A stranger with our id, or two of ours that take turns: an ordinary change of owner has no turns. */
function conflict(facts: Facts): StepFinding | undefined {
  const adverts = steadyAdverts(facts);
  const ours = new Set(facts.promise.balancers.map(({ node }) => node));
  const stranger = adverts.find(({ node }) => !ours.has(node));
  const id = adverts[0]?.virtualRouterId;
  if (stranger !== undefined) {
    return fail(
      {
        fr: `${stranger.node} (${stranger.source}) utilise aussi le virtual_router_id ${id}`,
        en: `${stranger.node} (${stranger.source}) uses virtual_router_id ${id} too`,
      },
      {
        fr: "Choisissez pour vos deux nœuds un virtual_router_id que personne d'autre n'utilise sur ce réseau",
        en: "Choose for your two nodes a virtual_router_id that nobody else uses on this network",
      },
    );
  }
  if (turnsMs(adverts) === 0) return undefined;
  const list = [...new Set(adverts.map(({ node }) => node))].join(", ");
  return fail(
    { fr: `deux maîtres s'annoncent à la fois : ${list}`, en: `two masters announce themselves: ${list}` },
    sameOnBoth,
  );
}

const sameOnBoth = {
  fr: "Les deux nœuds doivent s'entendre : mêmes virtual_router_id, auth_pass et advert_int, et rien qui bloque le protocole VRRP (IP 112) entre eux",
  en: "The two nodes must hear each other: same virtual_router_id, auth_pass and advert_int, and nothing that blocks VRRP (IP protocol 112) between them",
};

function steadyAdverts({ adverts, promise, steady }: Facts): readonly EventOf<"advert">[] {
  const id = promise.balancers[0]?.virtualRouterId;
  const all = steady === undefined ? [] : within(adverts, steady);
  return all.filter(({ virtualRouterId, priority }) => virtualRouterId === id && priority > 0);
}

function judgeOwner(facts: Facts): StepFinding {
  const { holds, events, promise, steady } = facts;
  if (ofKind(events, "address").length === 0) {
    return unknown({ fr: "les adresses n'ont pas été observées", en: "the addresses were not watched" });
  }
  const holders = holdersAt(holds, steady?.toMs ?? 0);
  const [owner] = holders;
  if (owner === undefined) {
    return fail(
      { fr: `aucun nœud ne détient ${promise.vip}`, en: `no node holds ${promise.vip}` },
      {
        fr: "« systemctl status keepalived » et « journalctl -u keepalived » disent pourquoi ; vérifiez aussi « interface eth0 »",
        en: '"systemctl status keepalived" and "journalctl -u keepalived" say why; check "interface eth0" too',
      },
    );
  }
  if (holders.length > 1) {
    const list = holders.join(", ");
    return fail(
      {
        fr: `plusieurs nœuds détiennent ${promise.vip} : ${list}`,
        en: `several nodes hold ${promise.vip}: ${list}`,
      },
      sameOnBoth,
    );
  }
  return judgeAnswers(owner, facts);
}

function judgeAnswers(owner: string, facts: Facts): StepFinding {
  const { tracks, steady, promise } = facts;
  const samples = steady === undefined ? [] : within(tracks.vip?.samples ?? [], steady);
  const good = samples.filter(({ replyMs }) => replyMs !== null).length;
  const counts = `${good}/${samples.length}`;
  if (samples.length === 0)
    return unknown({ fr: "l'adresse n'a pas été sondée", en: "the address was not probed" });
  if (good === 0)
    return fail(
      { fr: `${promise.vip} ne répond pas (${counts})`, en: `${promise.vip} does not answer (${counts})` },
      {
        fr: `Sur ${owner}, « ip addr show eth0 » : l'adresse y est-elle, avec /24 ? Du client : ping ${promise.vip}`,
        en: `On ${owner}, "ip addr show eth0": is the address there, with /24? From the client: ping ${promise.vip}`,
      },
    );
  const adverts = steadyAdverts(facts).length;
  return pass({
    fr: `${owner} détient ${promise.vip} et répond (${counts}) ; ${adverts} annonces VRRP`,
    en: `${owner} holds ${promise.vip} and answers (${counts}); ${adverts} VRRP adverts`,
  });
}
