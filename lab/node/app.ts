import { flushCompileCache } from "node:module";
import { languageOf } from "../../agent/base/text.ts";
import { appServer } from "./app-server.ts";
import { appSettings } from "./app-settings.ts";

/** The application server of the lab: `bascule-app --name app1 --port 8080 [--sick]`. One JSON line per health check. */
const settings = appSettings(process.argv.slice(2));
if ("mistake" in settings) {
  process.stderr.write(`bascule-app: ${settings.mistake[languageOf(process.env)]}\n`);
  process.exitCode = 2;
} else {
  const { name, port } = settings;
  process.title = "bascule-app";
  // Kept for the next start: a lab ends by killing its nodes.
  setTimeout(flushCompileCache, 2000).unref();
  const app = appServer({
    ...settings,
    report: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
  });
  app.server.on("error", (cause) => {
    process.stderr.write(`bascule-app: ${name} cannot listen on port ${port}: ${cause.message}\n`);
    process.exitCode = 1;
  });
  app.server.listen(port, () =>
    process.stdout.write(`${JSON.stringify({ event: "listening", name, port })}\n`),
  );
  process.on("SIGUSR1", app.toggleHealth);
  process.once("SIGTERM", app.stop).once("SIGINT", app.stop);
}
