/** A TLS handshake record with a hello in it; extensions by their numbers, their content in text. */
export function helloRecord(
  type: 1 | 2,
  extensions: readonly (readonly [kind: number, content: string])[],
  version = "\x03\x03",
): string {
  const listed = extensions.map(([kind, content]) => word(kind) + counted(content)).join("");
  const choice = type === 1 ? `${counted("\x13\x01")}\x01\x00` : "\x13\x01\x00";
  const body = `${version}${"r".repeat(32)}\x00${choice}${counted(listed)}`;
  return `\x16\x03\x01${counted(`${String.fromCharCode(type)}\x00${counted(body)}`)}`;
}

/** The extension that names a host: RFC 6066 §3. */
export function hostExtension(host: string): readonly [number, string] {
  return [0, counted(`\x00${counted(host)}`)];
}

function counted(content: string): string {
  return word(content.length) + content;
}

function word(value: number): string {
  return String.fromCharCode(value >> 8, value & 255);
}
