import type { RequestView } from "../acl/view.ts";
import type { CheckAnswer } from "./answer.ts";
import type { CheckStatus } from "./result.ts";

/** What a step of a check sees: the server's answer to what was last sent, as far as it has come. */
export interface CheckScene {
  /** Variables, and the head of an HTTP answer. */
  readonly view: RequestView;
  /** ISO 8859-1. */
  readonly text: string;
  /** Nothing more comes, or no more is looked at. */
  readonly ended: boolean;
  /** Of a check in HTTP, once its head is whole. */
  readonly answer?: CheckAnswer;
}

/** Makes a text of what a check sees: `on-error "bad %[status]"`. */
export type Telling<Seen = CheckScene> = (seen: Seen) => string;

/** Opens a connection; what it does not say is as for the check of the server itself. */
export interface ConnectStep {
  readonly kind: "connect";
  readonly host?: string;
  /** 0 or undefined: the usual one. */
  readonly port?: (view: RequestView) => number | undefined;
  /** In messages: `connect port 9`. */
  readonly says: string;
  readonly sendProxy?: true;
  /** It ends like any connection; else with a reset, which leaves nothing behind. */
  readonly linger?: true;
  /** What the server's own line says of checks counts besides. */
  readonly likeServer?: true;
  readonly comment?: string;
}

export interface SendStep {
  readonly kind: "send";
  /** Bytes in a text; undefined: what was to be made of it is not to be sent. */
  readonly data: Telling<SendScene>;
  readonly comment?: string;
}

export interface SendScene {
  readonly view: RequestView;
  /** What the header of `http-check send-state` says. */
  readonly state?: (() => string) | undefined;
  readonly nowMs: number;
}

/** What is found amiss; `plain`: its own words are told, whatever `on-error` says. */
export interface Blame {
  readonly status: CheckStatus;
  readonly info?: string;
  readonly code?: number;
  readonly plain?: true;
}

export type Judgement = "passed" | "wait" | Blame;

export interface ExpectStep {
  readonly kind: "expect";
  /** In messages: `expect string '220'`. */
  readonly says: string;
  /** `at`: the number of the step, for messages. */
  readonly judge: (scene: CheckScene, at: number) => Judgement;
  readonly comment?: string;
  readonly okStatus?: CheckStatus;
  readonly errorStatus?: CheckStatus;
  readonly timeoutStatus?: CheckStatus;
  readonly onSuccess?: Telling;
  readonly onError?: Telling;
  readonly statusCode?: (scene: CheckScene) => number;
}

/** `set-var` and the like. */
export interface ActionStep {
  readonly kind: "action";
  readonly act: (view: RequestView) => void;
}

/** A comment on the next step. */
export interface CommentStep {
  readonly kind: "comment";
  readonly comment: string;
}

export type CheckStep = ConnectStep | SendStep | ExpectStep | ActionStep | CommentStep;

/** A whole check, and in whose words it tells of itself. */
export interface CheckScript {
  readonly kind: "tcp" | "http" | "protocol";
  readonly steps: readonly CheckStep[];
  /** `http-check disable-on-404`: a 404 of a server that is up means that it wants no new visitors. */
  readonly disableOn404?: true;
  /** `http-check send-state`. */
  readonly sendState?: true;
}
