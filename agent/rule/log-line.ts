import type { Calendar } from "../acl/world.ts";
import type { SessionRecord } from "../proxy/record.ts";

/** What a line says beyond the session itself. */
export interface LineFacts {
  /** `ip:port` of the client, and of the address that it came to. */
  readonly client: string;
  readonly clientHost: string;
  readonly clientPort: number;
  readonly local: string;
  readonly frontend: string;
  readonly isTls: boolean;
  readonly mode: "http" | "tcp";
  readonly server: string | undefined;
  /** `ip:port` of the server. */
  readonly serverAddress?: string | undefined;
  /** `21/Nov/2026:07:51:29.072`, when the session (or the request) began. */
  readonly date: string;
  /** The same in milliseconds since 1970. */
  readonly startedMs: number;
  calendar(dateMs: number, zone: "local" | "utc"): Calendar;
  readonly hostName: string;
  readonly processId: number;
  readonly connections: {
    readonly process: number;
    readonly frontend: number;
    readonly backend: number;
    readonly server: number;
  };
  /** Lines that the frontend has written, and requests of the process. */
  readonly lines: number;
  readonly requests: number;
  readonly queued: { readonly server: number; readonly backend: number };
}

/** Everything that a line of the access log can tell. */
export interface LogLine {
  readonly record: SessionRecord;
  readonly facts: LineFacts;
}
