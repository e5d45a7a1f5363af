/** `2.4-dev19-7` in the order of its weight: numbers, then the pre-release (a release stands above it), then commits. */
function partsOf(version: string): readonly number[] {
  const [, numbers = "", stage, stageNumber, commits] =
    /^(\d+(?:\.\d+)*)?(?:-(dev|rc)(\d+))?(?:-(\d+))?/.exec(version) ?? [];
  const [major = 0, minor = 0, patch = 0] = numbers.split(".").map(Number);
  const rank = stage === "dev" ? 0 : stage === "rc" ? 1 : 2;
  return [major, minor, patch, rank, Number(stageNumber ?? 0), Number(commits ?? 0)];
}

/** Below 0: the first is older; missing numbers are 0. */
export function compareVersions(one: string, other: string): number {
  const others = partsOf(other);
  return (
    partsOf(one)
      .map((part, index) => part - (others[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}
