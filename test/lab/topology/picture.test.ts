import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mermaidOf } from "../../../lab/topology/mermaid.ts";
import { pictureOf } from "../../../lab/topology/picture.ts";
import { readTopology } from "../../../lab/topology/read.ts";

const topology = await readTopology(
  fileURLToPath(new URL("../../../compose/course/compose.yaml", import.meta.url)),
);
const without = (...names: readonly string[]) => ({
  ...topology,
  nodes: topology.nodes.filter(({ name }) => !names.includes(name)),
});

test.each([
  ["the course", topology],
  ["two servers", without("app3")],
  ["one of everything", without("lb2", "app2", "app3")],
  ["nobody who asks", without("client")],
])("the picture of %s", (_, drawn) => {
  expect(`\n${pictureOf(drawn, "en")}`).toMatchSnapshot();
});

test("as Mermaid every node stands once, and one balancer at a time has the address", () => {
  expect(mermaidOf(topology, "fr")).toMatchInlineSnapshot(`
    "flowchart TD
      vip(["IP virtuelle<br/>192.168.1.100"])
      n_lb1["lb1<br/>192.168.1.101"]
      n_lb2["lb2<br/>192.168.1.102"]
      n_app1["app1<br/>192.168.1.11"]
      n_app2["app2<br/>192.168.1.12"]
      n_app3["app3<br/>192.168.1.13"]
      n_client["client<br/>192.168.1.5"]
      n_client --> vip
      vip -.-> n_lb1
      vip -.-> n_lb2
      n_lb1 --> n_app1
      n_lb1 --> n_app2
      n_lb1 --> n_app3
      n_lb2 --> n_app1
      n_lb2 --> n_app2
      n_lb2 --> n_app3
    "
  `);
});
