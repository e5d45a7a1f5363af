import { addresses, advertInterval, authentication, group, routerId, version } from "./pair/differing.ts";
import { instance } from "./pair/instance.ts";
import { notify } from "./pair/notify.ts";
import { priority } from "./pair/priority.ts";
import { state } from "./pair/state.ts";
import { unicast } from "./pair/unicast.ts";
import { weight } from "./pair/weight.ts";
import { noInstance } from "./rule/no-instance.ts";
import { notifyArguments } from "./rule/notify-arguments.ts";
import { ownerPriority } from "./rule/owner-priority.ts";
import { scriptExistence } from "./rule/script-existence.ts";
import { scriptOrder } from "./rule/script-order.ts";
import { scriptPath } from "./rule/script-path.ts";
import { scriptShell } from "./rule/script-shell.ts";
import { scriptTimeout } from "./rule/script-timeout.ts";
import { scriptUser } from "./rule/script-user.ts";
import { strayLine } from "./rule/stray-line.ts";
import { typographicQuote } from "./rule/typographic-quote.ts";
import { virtualAddress } from "./rule/virtual-address.ts";
import type { PairRule, Rule } from "./rule.ts";

/** Every mistake in a keepalived.conf that is looked for beside those that its reader finds. */
export const rules: readonly Rule[] = [
  noInstance,
  scriptUser,
  scriptOrder,
  scriptPath,
  scriptShell,
  scriptExistence,
  scriptTimeout,
  notifyArguments,
  ownerPriority,
  virtualAddress,
  strayLine,
  typographicQuote,
];

/** Every mistake that only two files beside each other show. */
export const pairRules: readonly PairRule[] = [
  instance,
  routerId,
  version,
  group,
  advertInterval,
  authentication,
  addresses,
  unicast,
  priority,
  weight,
  state,
  notify,
];
