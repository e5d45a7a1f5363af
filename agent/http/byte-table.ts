/** One entry for each byte; 0 means that it does not belong there. */
function table(entry: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => entry(code));
}

const marks = new Set("!#$%&'*+-.^_`|~");

function isTokenCode(code: number): boolean {
  const character = String.fromCharCode(code);
  return marks.has(character) || /^[0-9A-Za-z]$/.test(character);
}

/** Of a byte of a token (RFC 9110 §5.6.2) its lower case. */
export const tokenLower = table((code) => {
  if (!isTokenCode(code)) return 0;
  return code >= 65 && code <= 90 ? code + 32 : code;
});

/** Of a value and of a reason: visible characters, blanks, tabs and bytes above ASCII (RFC 9110 §5.5). */
export const valueByte = table((code) => (code === 9 || (code >= 32 && code !== 127) ? 1 : 0));

/** Of a request's target: visible ASCII without a fragment (RFC 9112 §3.2). */
export const targetByte = table((code) => (code > 32 && code < 127 && code !== 35 ? 1 : 0));

/** The value of a hexadecimal digit, plus one. */
export const hexPlusOne = table((code) => {
  const character = String.fromCharCode(code);
  return /^[0-9A-Fa-f]$/.test(character) ? Number.parseInt(character, 16) + 1 : 0;
});

/** Any byte, ASCII letters in lower case. */
export const lowerByte = table((code) => (code >= 65 && code <= 90 ? code + 32 : code));
