/**
 * SIGUSR1 that comes while the program still starts. Without a listener Node would open its debugger; so this file is
 * loaded before everything else.
 */
let asked = false;

const remember = (): void => {
  asked = true;
};

process.on("SIGUSR1", remember);

/** From now on the signal is somebody else's; true when it has come already. */
export function takeSoftStop(): boolean {
  process.off("SIGUSR1", remember);
  return asked;
}
