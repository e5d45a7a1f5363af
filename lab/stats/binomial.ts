/** The standard deviation of a count of `n` independent draws that each hit with probability `share`. */
export function binomialDeviation(n: number, share: number): number {
  return Math.sqrt(n * share * (1 - share));
}
