import type { RequestView } from "../acl/view.ts";
import type { Header, RequestHead, ResponseHead } from "../http/head.ts";
import type { RulePlace } from "./rule.ts";

/** A request's head under the hands of the rules: copied once, then changed in place. */
class EditedRequest implements RequestHead {
  readonly kind = "request";
  method: string;
  target: string;
  readonly version: string;
  headers: Header[];
  readonly hasBody: boolean;

  constructor({ method, target, version, headers, hasBody }: RequestHead) {
    this.method = method;
    this.target = target;
    this.version = version;
    this.headers = headers.slice();
    this.hasBody = hasBody === true;
  }
}

class EditedResponse implements ResponseHead {
  readonly kind = "response";
  readonly version: string;
  status: number;
  reason: string;
  headers: Header[];

  constructor({ version, status, reason, headers }: ResponseHead) {
    this.version = version;
    this.status = status;
    this.reason = reason;
    this.headers = headers.slice();
  }
}

/** The request to be changed; as it came it is kept for captures and the log. */
export function editRequest(view: RequestView): EditedRequest | undefined {
  const { head, transaction } = view;
  if (!head || head instanceof EditedRequest) return head;
  if (transaction) transaction.request ??= head;
  const edited = new EditedRequest(head);
  view.head = edited;
  return edited;
}

export function editResponse({ transaction }: RequestView): EditedResponse | undefined {
  const head = transaction?.response;
  if (!head || head instanceof EditedResponse) return head;
  const edited = new EditedResponse(head);
  transaction.response = edited;
  return edited;
}

/** The message that the rules of a place are about. */
export interface Message {
  readonly get: (view: RequestView) => RequestHead | ResponseHead | undefined;
  readonly edit: (view: RequestView) => { headers: Header[] } | undefined;
}

const request: Message = { get: ({ head }) => head, edit: editRequest };
const response: Message = { get: ({ transaction }) => transaction?.response, edit: editResponse };

export function messageOf(place: RulePlace): Message {
  return place.startsWith("http-request") || place.startsWith("tcp-request") ? request : response;
}

/** Takes the headers of a name away, in place. */
export function dropHeaders(headers: Header[], isMeant: (header: Header) => boolean): void {
  let kept = 0;
  for (const header of headers) if (!isMeant(header)) headers[kept++] = header;
  headers.length = kept;
}
