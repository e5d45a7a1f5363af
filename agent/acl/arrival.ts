/** What has come of a request's body, before a server is asked. */
export interface Arrival {
  /** Without the framing of chunks; one character a byte. */
  readonly text: string;
  /** All of it is here, or as much as there is room for. */
  readonly ready: boolean;
}

/** Who has a request's body: asked only when a rule wants to see it. */
export interface BodySource {
  body(): Arrival;
}
