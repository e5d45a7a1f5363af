import { expect, test } from "vitest";
import { Roster } from "../../../agent/drive/roster.ts";

const people = (count: number) => Array.from({ length: count }, (_, name) => ({ name, place: -1 }));
const names = (roster: Roster<{ name: number; place: number }>) => roster.all().map(({ name }) => name);

test("whoever was added is there until deleted, once", () => {
  const roster = new Roster<{ name: number; place: number }>();
  const all = people(5);
  for (const one of all) roster.add(one);
  for (const at of [0, 4, 2]) roster.delete(all[at] as { name: number; place: number });
  roster.delete(all[2] as { name: number; place: number });
  expect(names(roster).sort()).toEqual([1, 3]);
  expect(roster.size).toBe(2);
});

test("who was on no roster is not deleted from one", () => {
  const roster = new Roster<{ name: number; place: number }>();
  const [one, other] = people(2) as [{ name: number; place: number }, { name: number; place: number }];
  roster.add(one);
  roster.delete(other);
  roster.delete({ name: 9, place: 0 });
  expect(names(roster)).toEqual([0]);
});

test("the list that was taken does not change", () => {
  const roster = new Roster<{ name: number; place: number }>();
  const all = people(3);
  for (const one of all) roster.add(one);
  for (const one of roster.all()) roster.delete(one);
  expect(roster.size).toBe(0);
});
