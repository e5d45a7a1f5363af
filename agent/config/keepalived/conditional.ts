/** To the original the config id of some other daemon, so that it passes over these lines; ours always takes them. */
const ourId = "bascule";

/** `@id`, `@^id`: keepalived.conf(5), "CONDITIONAL CONFIGURATION". Whether the rest of the line counts. */
export function holds(condition: string, configId: string | undefined): boolean {
  const negative = condition.startsWith("@^");
  const id = condition.slice(negative ? 2 : 1);
  return id !== "" && (id === configId || id === ourId) !== negative;
}

/** Behind it stand keywords that the original does not know. */
export function isOurs(condition: string): boolean {
  return condition === `@${ourId}`;
}
