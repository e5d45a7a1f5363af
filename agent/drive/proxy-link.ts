import { connect, type Socket } from "node:net";

/** Who uses a server connection at present. */
export interface LinkOwner {
  onLinkOpen(link: ServerLink, reused: boolean): void;
  onLinkData(link: ServerLink, bytes: Uint8Array): void;
  onLinkEnd(link: ServerLink): void;
  onLinkError(link: ServerLink): void;
  onLinkDrain(link: ServerLink): void;
}

/** How long bytes may wait to leave a connection that nobody uses any more. */
const flushMs = 2000;

/** A connection to a server: owned by one session at a time, or idle in the store. */
export class ServerLink {
  readonly socket: Socket;
  readonly key: string;
  owner: LinkOwner | undefined;
  /** Called when the connection closes; there is one listener however often it changes hands. */
  onClose: (() => void) | undefined;
  #closing = false;

  constructor(address: { readonly host: string; readonly port: number }, key: string, owner: LinkOwner) {
    this.key = key;
    this.owner = owner;
    this.socket = connect({ ...address, noDelay: true, allowHalfOpen: true });
    this.socket.once("connect", () => this.owner?.onLinkOpen(this, false));
    this.socket.on("data", (bytes: Buffer) =>
      this.owner ? this.owner.onLinkData(this, bytes) : this.close(),
    );
    this.socket.on("end", () => (this.owner ? this.owner.onLinkEnd(this) : this.close()));
    this.socket.on("error", () => this.owner?.onLinkError(this));
    this.socket.on("close", () => this.onClose?.());
    this.socket.on("drain", () => this.owner?.onLinkDrain(this));
  }

  /** Ends the connection: what was written still goes out, within reason. */
  close(): void {
    this.owner = undefined;
    if (this.#closing) return;
    this.#closing = true;
    // What still comes is read and dropped: unread, it would turn the end into a reset.
    this.socket.resume();
    if (this.socket.writableLength === 0 || this.socket.connecting) {
      this.socket.destroy();
      return;
    }
    this.socket.destroySoon();
    const timer = setTimeout(() => this.socket.destroy(), flushMs).unref();
    this.socket.once("close", () => clearTimeout(timer));
  }
}
