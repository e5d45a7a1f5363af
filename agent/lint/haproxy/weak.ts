const guessed = ["admin", "password", "haproxy", "stats", "secret", "root", "test", "123456"];

/** Short, or one of those that are tried first. */
export function isWeak(password: string): boolean {
  return password.length < 8 || guessed.includes(password.toLowerCase());
}
