/**
 * What changes from run to run (times, descriptors, results so far), and what only one of the two has: no e-mail is sent
 * here, and what `virtual_routes`, `virtual_rules` and `use_vmac` make is seen in the kernel, not in our dump.
 */
const passing = new RegExp(
  `^(${[
    ...["Last transition", "Read timeout", "Master router", "Number of", "fd_in", "Result", "State = idle"],
    ...["Send advert after", "Init state", "VRRP instances :", "Num member", "Using smtp notification"],
    ...["Virtual Routes", "Virtual Rules", "Flags", "Use VMAC", "sync group tracking"],
  ].join("|")})`,
);

/**
 * A data dump as comparable lines: `VI_1: Priority = 100`. Of the sections only those of VRRP; a line that belongs to a
 * list stands behind the list's title.
 */
export function comparable(dump: string): readonly string[] {
  const lines: string[] = [];
  let [section, owner, title] = ["", "", ""];
  for (const line of dump.split("\n")) {
    const heading = /^------< (.*) >------$/.exec(line);
    if (heading !== null) {
      section = heading[1] ?? "";
      continue;
    }
    const text = line.trim();
    if (!compared.has(section) || text === "") continue;
    const depth = line.length - line.trimStart().length;
    if (depth === 1) owner = text.replace(/^.* = /, "");
    if (depth === 3) title = /[^=] ?:$/.test(text) ? text : "";
    if (passing.test(text) || passing.test(title)) continue;
    lines.push(depth > 3 && title !== "" ? `${owner}: ${title} ${text}` : `${owner}: ${text}`);
  }
  return lines.sort();
}

const compared: ReadonlySet<string> = new Set(["VRRP Topology", "VRRP Scripts", "VRRP Sync groups"]);
