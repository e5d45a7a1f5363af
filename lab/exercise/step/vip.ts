import type { Text } from "../../../agent/base/text.ts";
import type { Facts } from "../../check/facts.ts";
import { holdersAt } from "../../check/ownership.ts";
import { ofKind, within } from "../../check/select.ts";
import type { EventOf } from "../../history/event.ts";
import { turnsMs } from "../../stats/overlap.ts";
import { fail, neverSteady, pass, type Step, type StepFinding, unknown } from "../step.ts";

/** Keepalived is configured for the virtual IP, one node owns and announces it, and it answers. */
export const vip: Step = {
  title: { fr: "Keepalived pour l'adresse virtuelle", en: "Keepalived for the virtual IP" },
  needs: [],
  judge(facts) {
    if (facts.steady === undefined) return neverSteady;
    const fault = wrongFile(facts) ?? conflict(facts);
    return fault === undefined ? judgeOwner(facts) : fail(fault);
  },
};

function wrongFile({ promise }: Facts): Text | undefined {
  const { vip: address, balancers } = promise;
  const wrong = balancers.find(({ virtualAddresses }) => !virtualAddresses.includes(address));
  if (wrong !== undefined) {
    const list = wrong.virtualAddresses.join(", ") || "–";
    return {
      fr: `le keepalived.conf de ${wrong.node} annonce ${list} au lieu de ${address}`,
      en: `keepalived.conf of ${wrong.node} announces ${list} instead of ${address}`,
    };
  }
  const ids = [...new Set(balancers.map(({ virtualRouterId }) => virtualRouterId))];
  if (ids.length < 2) return undefined;
  const list = ids.join(", ");
  return { fr: `les virtual_router_id diffèrent : ${list}`, en: `the virtual_router_ids differ: ${list}` };
}

/** A stranger with our id, or two of ours that take turns: an ordinary change of owner has no turns. */
function conflict(facts: Facts): Text | undefined {
  const adverts = steadyAdverts(facts);
  const ours = new Set(facts.promise.balancers.map(({ node }) => node));
  const stranger = adverts.find(({ node }) => !ours.has(node));
  const id = adverts[0]?.virtualRouterId;
  if (stranger !== undefined) {
    return {
      fr: `${stranger.node} (${stranger.source}) utilise aussi le virtual_router_id ${id}`,
      en: `${stranger.node} (${stranger.source}) uses virtual_router_id ${id} too`,
    };
  }
  if (turnsMs(adverts) === 0) return undefined;
  const list = [...new Set(adverts.map(({ node }) => node))].join(", ");
  return {
    fr: `deux maîtres s'annoncent à la fois : ${list}`,
    en: `two masters announce themselves: ${list}`,
  };
}

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
    return fail({ fr: `aucun nœud ne détient ${promise.vip}`, en: `no node holds ${promise.vip}` });
  }
  if (holders.length > 1) {
    const list = holders.join(", ");
    return fail({
      fr: `plusieurs nœuds détiennent ${promise.vip} : ${list}`,
      en: `several nodes hold ${promise.vip}: ${list}`,
    });
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
    return fail({
      fr: `${promise.vip} ne répond pas (${counts})`,
      en: `${promise.vip} does not answer (${counts})`,
    });
  const adverts = steadyAdverts(facts).length;
  return pass({
    fr: `${owner} détient ${promise.vip} et répond (${counts}) ; ${adverts} annonces VRRP`,
    en: `${owner} holds ${promise.vip} and answers (${counts}); ${adverts} VRRP adverts`,
  });
}
