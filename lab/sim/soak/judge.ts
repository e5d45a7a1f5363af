import { playSetup } from "./play.ts";
import { protocolMistakes } from "./protocol.ts";
import { randomSetup } from "./random-setup.ts";

/** The first thing that is wrong with the agent's cores: against the RFC's figures, then in random worlds. */
export function judgeCores(firstSeed: number, worlds: number, hours: number): string | undefined {
  const [mistake] = protocolMistakes();
  if (mistake !== undefined) return mistake;
  for (let seed = firstSeed; seed < firstSeed + worlds; seed++) {
    const violation = playSetup(randomSetup(seed, hours));
    if (violation !== undefined) return `seed ${seed}: ${violation.invariant}: ${violation.detail}`;
  }
  const watched = playSetup(randomSetup(firstSeed, 0.5, 1));
  return watched && `watched, seed ${firstSeed}: ${watched.invariant}: ${watched.detail}`;
}
