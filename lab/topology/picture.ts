import type { Language, Text } from "../../agent/base/text.ts";
import type { Role, Topology } from "./topology.ts";

type Row = readonly (readonly string[])[];

const vipLabel: Text = { fr: "IP virtuelle", en: "virtual IP" };
const gap = 2;

/**
 * The way of a request, drawn with characters: clients, virtual IP, balancers, servers; then the networks. Each node
 * stands with the address of its first link.
 */
export function pictureOf(topology: Topology, language: Language): string {
  const rows: readonly Row[] = [
    boxes(topology, "client"),
    [[vipLabel[language], topology.vip]],
    boxes(topology, "balancer"),
    boxes(topology, "app"),
  ].filter((row) => row.length > 0);
  const cell = Math.max(...rows.flat(2).map((line) => line.length)) + gap;
  const width = cell * Math.max(...rows.map((row) => row.length));
  const lines = rows.flatMap((row, index) => {
    const next = rows[index + 1];
    const centres = centresOf(row.length, width);
    return [...labels(row, centres, width), ...(next ? wires(centres, centresOf(next.length, width)) : [])];
  });
  const networks = topology.networks.map(({ name, subnet }) => `${name}  ${subnet}`);
  return [topology.name, "", ...lines, "", ...networks].map((line) => `${line.trimEnd()}\n`).join("");
}

function boxes({ nodes }: Topology, role: Role): Row {
  return nodes.filter((node) => node.role === role).map(({ name, links }) => [name, links[0]?.address ?? ""]);
}

/** The columns in which the middles of so many boxes stand. */
function centresOf(count: number, width: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.floor((width * (2 * index + 1)) / (2 * count)));
}

function labels(row: Row, centres: readonly number[], width: number): readonly string[] {
  return [0, 1].map((level) => {
    const characters = Array.from({ length: width }, () => " ");
    row.forEach((box, index) => {
      const text = box[level] ?? "";
      const start = Math.max((centres[index] ?? 0) - Math.floor(text.length / 2), 0);
      characters.splice(start, text.length, ...text);
    });
    return characters.join("");
  });
}

/** A line down from each upper box, one across, a line down to each lower box. */
function wires(upper: readonly number[], lower: readonly number[]): readonly string[] {
  const columns = [...upper, ...lower];
  const [first, last] = [Math.min(...columns), Math.max(...columns)];
  const across = Array.from({ length: last + 1 }, (_, column) =>
    column < first
      ? " "
      : corner({
          up: upper.includes(column),
          down: lower.includes(column),
          left: column > first,
          right: column < last,
        }),
  );
  return [across.join("")];
}

interface Joint {
  readonly up: boolean;
  readonly down: boolean;
  readonly left: boolean;
  readonly right: boolean;
}

/** By the directions in which lines leave: left 8, right 4, up 2, down 1. */
const joints: Readonly<Record<number, string>> = {
  3: "│",
  5: "┌",
  6: "└",
  7: "├",
  9: "┐",
  10: "┘",
  11: "┤",
  12: "─",
  13: "┬",
  14: "┴",
  15: "┼",
};

function corner({ up, down, left, right }: Joint): string {
  return joints[Number(left) * 8 + Number(right) * 4 + Number(up) * 2 + Number(down)] ?? " ";
}
