import { hasProgram, thisMachine } from "../setup/machine.ts";
import { type Answer, askEngine, socketsOf } from "./engine-socket.ts";
import { type Examination, type Finding, same } from "./examination.ts";

/** A container engine; labs do without, `--runtime docker` does not. */
export const engine: Examination = {
  title: { fr: "Moteur de conteneurs", en: "Container engine" },
  async examine(environment) {
    const sockets = socketsOf(environment, process.geteuid?.() ?? 0);
    const answers = await Promise.all(sockets.map(askEngine));
    const machine = thisMachine(environment);
    const installed = ["dockerd", "podman"].filter((command) => hasProgram(command, machine));
    return describeEngine(answers, installed, environment.DOCKER_HOST);
  },
};

const means = {
  fr: "« --runtime docker » ne peut pas tourner ; --runtime netns s'en passe.",
  en: "`--runtime docker` cannot run; --runtime netns does without.",
};

/** @param installed which of dockerd and podman are on the PATH */
export function describeEngine(
  answers: readonly Answer[],
  installed: readonly string[],
  dockerHost?: string,
): Finding {
  const found = answers.find((answer) => answer.kind === "engine");
  if (found?.kind === "engine") return describeAnswer(found, dockerHost);
  if (dockerHost) {
    return {
      state: "limited",
      found: {
        fr: `DOCKER_HOST=${dockerHost} : aucune réponse d'un moteur local`,
        en: `DOCKER_HOST=${dockerHost}: no answer of a local engine`,
      },
      means,
      remedy: same("unset DOCKER_HOST"),
    };
  }
  if (answers.some(({ kind }) => kind === "refused")) {
    return {
      state: "limited",
      found: { fr: "Docker est là, mais vous est fermé", en: "Docker is there, but closed to you" },
      means,
      remedy: {
        fr: "sudo usermod -aG docker $USER, puis rouvrez votre session (ce groupe vaut les droits de root)",
        en: "sudo usermod -aG docker $USER, then log in again (this group amounts to the rights of root)",
      },
    };
  }
  return describeSilence(installed);
}

function describeAnswer({ name, version }: Answer & { kind: "engine" }, dockerHost?: string): Finding {
  const found = same(`${name} ${version}`);
  if (name === "Docker" || dockerHost) return { state: "ok", found };
  return {
    state: "limited",
    found,
    means: {
      fr: "bascule parle à Docker : Podman répond à sa place quand DOCKER_HOST le nomme.",
      en: "bascule talks to Docker: Podman answers in its place when DOCKER_HOST names it.",
    },
    remedy: same(
      "export DOCKER_HOST=\"unix://$(podman info --format '{{.Host.RemoteSocket.Path}}' | sed s,^unix://,,)\"",
    ),
  };
}

function describeSilence(installed: readonly string[]): Finding {
  if (installed.length === 0) {
    return {
      state: "limited",
      found: { fr: "aucun", en: "none" },
      means,
      remedy: same("sudo apt-get install docker.io"),
    };
  }
  const start = installed.includes("dockerd")
    ? "sudo systemctl start docker"
    : "systemctl --user start podman.socket";
  const names = installed.join(", ");
  return {
    state: "limited",
    found: { fr: `${names} : installé, mais ne répond pas`, en: `${names}: installed, but does not answer` },
    means,
    remedy: same(start),
  };
}
