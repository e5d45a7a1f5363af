import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Row } from "./row.ts";
import type { Maker, WorldPlan } from "./world.ts";

const course = (name: string) => fileURLToPath(new URL(`../../compose/course/${name}`, import.meta.url));

const fast = (priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version 3
    advert_int 0.01
    virtual_ipaddress {
        192.168.1.100/24
    }
}
`;

/** The labs of each setting; the owner stands first. Files go to `folder`. */
export function worldPlans(setting: Row["setting"], folder: string): readonly WorldPlan[] {
  const pairs = setting === "course" ? coursePairs : fastPairs;
  const folders = setting === "course" ? courseFolders(folder) : fastFolders(folder);
  return pairs.map((makers) => ({ makers, folders }));
}

const coursePairs: readonly (readonly [Maker, Maker])[] = [
  ["ours", "ours"],
  ["keepalived", "keepalived"],
];
const fastPairs: readonly (readonly [Maker, Maker])[] = [
  ["keepalived", "ours"],
  ["keepalived", "keepalived"],
];

/** Copies, so that the folders are never those of the checkout. */
function courseFolders(folder: string): readonly [string, string] {
  for (const name of ["lb1", "lb2"]) cpSync(course(name), join(folder, name), { recursive: true });
  return [join(folder, "lb1"), join(folder, "lb2")];
}

function fastFolders(folder: string): readonly [string, string] {
  const make = (name: string, priority: number) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "keepalived.conf"), fast(priority));
    return join(folder, name);
  };
  return [make("strong", 200), make("weak", 100)];
}
