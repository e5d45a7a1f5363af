import type { ByteStream } from "./byte-stream.ts";
import type { Condition } from "./condition.ts";
import type { Criterion } from "./criterion.ts";
import type { RequestView } from "./view.ts";

/** `unknown`: more bytes may still change it. The order is that of truth. */
const [no, unknown, yes] = [0, 1, 2] as const;
type Truth = 0 | 1 | 2;

/** Whether a condition holds as far as the bytes tell that are there by now (manual §4.2, `tcp-request content`). */
export function judge(
  condition: Condition | undefined,
  view: RequestView,
  stream: ByteStream,
): "yes" | "no" | "unknown" {
  const truth = condition ? truthOf(condition, view, stream) : yes;
  return truth === yes ? "yes" : truth === no ? "no" : "unknown";
}

/** As a chain of ands and ors of three values: the least of an alternative, and the most of them all. */
function truthOf({ alternatives, unless }: Condition, view: RequestView, stream: ByteStream): Truth {
  let any: Truth = no;
  for (const terms of alternatives) {
    let all: Truth = yes;
    for (const { acl, negated } of terms) {
      const truth = anyOf(acl.criteria, view, stream);
      all = least(all, negated ? opposite(truth) : truth);
      if (all === no) break;
    }
    if (all > any) any = all;
    if (any === yes) break;
  }
  return unless ? opposite(any) : any;
}

function anyOf(criteria: readonly Criterion[], view: RequestView, stream: ByteStream): Truth {
  let truth: Truth = no;
  for (const criterion of criteria) {
    stream.awaited = false;
    if (criterion.holds(view)) return yes;
    if (stream.awaited) truth = unknown;
  }
  return truth;
}

function least(left: Truth, right: Truth): Truth {
  return left < right ? left : right;
}

function opposite(truth: Truth): Truth {
  return truth === yes ? no : truth === no ? yes : unknown;
}
