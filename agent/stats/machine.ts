/** A listening socket, and whether it takes connections: ready, full, or paused by an administrator. */
export interface ListenerView {
  readonly descriptor: number;
  readonly frontend: string;
  readonly state: "RDY" | "FUL" | "PAU";
  /** `fam=ipv4 lport=80`. */
  readonly place: string;
}

/** The process as the system and the engine see it: for support. */
export interface MachineView {
  /** Seconds since 1970, with the fraction. */
  nowSeconds(): number;
  listeners(): readonly ListenerView[];
  /** The other descriptors, with what the system calls them; none where it does not say (`chroot`). */
  descriptors(): readonly { readonly descriptor: number; readonly name: string }[];
  /** The parts of the heap, and what is beside it. */
  pools(): readonly { readonly name: string; readonly allocated: number; readonly used: number }[];
  /** Of this process, in microseconds. */
  cpuMicroseconds(): number;
  /** What was said before it listened. */
  startupLog(): string;
}
