import type { RequestView } from "../acl/view.ts";
import type { FieldEdits, Header, RequestHead, ResponseHead } from "../http/head.ts";
import type { RulePlace } from "./rule.ts";

/** A head under the hands of the rules, changed in place. */
interface Editable {
  headers: Header[];
  /** Takes the headers of this name away. */
  drop(name: string): void;
  add(name: string, value: string): void;
}

/**
 * A request: which headers are left out and which come behind the others is enough for what writes it, and for most of
 * what asks for one; a list of all is made when somebody wants that.
 */
class EditedRequest implements RequestHead, Editable {
  readonly kind = "request";
  method: string;
  target: string;
  readonly version: string;
  readonly hasBody: boolean;
  #edits: { readonly came: RequestHead; readonly dropped: string[]; added: Header[] } | undefined;
  #headers: Header[] = [];

  constructor(came: RequestHead) {
    this.method = came.method;
    this.target = came.target;
    this.version = came.version;
    this.hasBody = came.hasBody === true;
    this.#edits = { came, dropped: [], added: [] };
  }

  get edits(): FieldEdits | undefined {
    return this.#edits;
  }

  get headers(): Header[] {
    const edits = this.#edits;
    if (edits) {
      const { came, dropped, added } = edits;
      this.headers = came.headers.filter(({ name }) => !dropped.includes(name)).concat(added);
    }
    return this.#headers;
  }

  set headers(headers: Header[]) {
    this.#edits = undefined;
    this.#headers = headers;
  }

  drop(name: string): void {
    const edits = this.#edits;
    if (!edits) dropHeaders(this.#headers, (header) => header.name === name);
    else {
      if (!edits.dropped.includes(name)) edits.dropped.push(name);
      if (edits.added.length > 0) edits.added = edits.added.filter((header) => header.name !== name);
    }
  }

  add(name: string, value: string): void {
    (this.#edits?.added ?? this.#headers).push({ name, value });
  }
}

class EditedResponse implements ResponseHead, Editable {
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

  drop(name: string): void {
    dropHeaders(this.headers, (header) => header.name === name);
  }

  add(name: string, value: string): void {
    this.headers.push({ name, value });
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
  readonly edit: (view: RequestView) => Editable | undefined;
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
