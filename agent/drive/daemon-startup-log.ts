/** What was said before it listened, for `show startup-logs`. */
let text = "";
let isOver = false;

export function rememberStartup(line: string): void {
  if (!isOver) text += line;
}

/** It listens: what is said from now on stands in the log. */
export function endStartup(): void {
  isOver = true;
}

export function startupLog(): string {
  return text;
}
