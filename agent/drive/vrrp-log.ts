/** Where the daemon's lines go. `detail` lines are those that the original writes with `--log-detail` only. */
export interface VrrpLog {
  info(message: string): void;
  warning(message: string): void;
  detail(message: string): void;
}

export type LogLevel = "info" | "warning";
export type LogSink = (level: LogLevel, message: string) => void;

/** Writes each line to every sink; without `detailed`, details are left out. */
export function createLog(sinks: readonly LogSink[], detailed: boolean): VrrpLog {
  const write = (level: LogLevel, message: string) => {
    for (const sink of sinks) sink(level, message);
  };
  return {
    info: (message) => write("info", message),
    warning: (message) => write("warning", message),
    detail: (message) => {
      if (detailed) write("info", message);
    },
  };
}

/** `Sat Nov 21 07:53:06 2026: message` on standard error, as `keepalived --log-console` does. */
export const consoleSink: LogSink = (_, message) => {
  process.stderr.write(`${timestamp(new Date())}: ${message}\n`);
};

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** ctime(3): English whatever the locale, so that alerts keep matching. */
function timestamp(date: Date): string {
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, "0"),
  );
  const day = String(date.getDate()).padStart(2, " ");
  return `${days[date.getDay()]} ${months[date.getMonth()]} ${day} ${time.join(":")} ${date.getFullYear()}`;
}
