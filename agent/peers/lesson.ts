/** How long the process that this one replaces, and then another machine, may take to begin, and to go on. */
const patienceMs = 5000;

/** Who can teach: a session with a peer. */
export interface Teacher {
  /** The process that this one replaces. */
  readonly isLocal: boolean;
  /** Asks it for all that it has. */
  request(): void;
}

/**
 * What a process that has just started learns, and of whom: of its predecessor, if there is one, else of the first peer
 * that answers. One that knows not all itself is only half a teacher: the next one is asked too.
 */
export class Lesson {
  #phase: "local" | "remote" | "done";
  #untilMs: number;
  #teacher: Teacher | undefined;
  readonly #present = new Set<Teacher>();
  readonly #heard = new Set<Teacher>();

  constructor(hasPredecessor: boolean, nowMs: number) {
    this.#phase = hasPredecessor ? "local" : "remote";
    this.#untilMs = nowMs + patienceMs;
  }

  /** All that could be learned is here. */
  get isDone(): boolean {
    return this.#phase === "done";
  }

  get phase(): "local" | "remote" | "done" {
    return this.#phase;
  }

  met(teacher: Teacher): void {
    this.#present.add(teacher);
    this.#choose();
  }

  left(teacher: Teacher): void {
    this.#present.delete(teacher);
    this.#heard.delete(teacher);
    if (this.#teacher === teacher) this.#teacher = undefined;
    this.#choose();
  }

  /** It teaches: it gets the time that it needs. */
  goesOn(teacher: Teacher, nowMs: number): void {
    if (this.#teacher === teacher) this.#untilMs = nowMs + patienceMs;
  }

  /** It has told all that it knows; `whole`: and that is all that there is. */
  finished(teacher: Teacher, whole: boolean, nowMs: number): void {
    if (this.#teacher !== teacher) return;
    this.#teacher = undefined;
    if (whole) {
      this.#phase = "done";
      return;
    }
    this.#heard.add(teacher);
    this.#untilMs = nowMs + patienceMs;
    this.#choose();
  }

  onTime(nowMs: number): void {
    if (this.isDone || nowMs < this.#untilMs) return;
    this.#phase = this.#phase === "local" ? "remote" : "done";
    this.#untilMs = nowMs + patienceMs;
    this.#teacher = undefined;
    this.#choose();
  }

  #choose(): void {
    if (this.isDone || this.#teacher) return;
    const local = this.#phase === "local";
    for (const teacher of this.#present) {
      if (teacher.isLocal !== local || this.#heard.has(teacher)) continue;
      this.#teacher = teacher;
      // The predecessor begins by itself.
      if (!local) teacher.request();
      return;
    }
  }
}
