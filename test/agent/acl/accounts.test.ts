import { expect, test } from "vitest";
import { Accounts } from "../../../agent/acl/accounts.ts";

const list = {
  name: "L",
  users: [
    { name: "ann", password: { text: "secret", encrypted: false }, groups: ["ops", "dev"] },
    { name: "bob", password: { text: "$6$hash", encrypted: true }, groups: [] },
    { name: "nobody", groups: ["ops"] },
  ],
};

test("a user has groups when name and password fit", () => {
  const asked: string[] = [];
  const accounts = new Accounts(
    () => [list],
    (encrypted, password) => asked.push(`${encrypted} ${password}`) > 0 && password === "hunter2",
  );
  expect(accounts.groupsOf("L", "ann", "secret")).toEqual(["ops", "dev"]);
  expect(accounts.groupsOf("L", "ann", "Secret")).toBeUndefined();
  expect(accounts.groupsOf("M", "ann", "secret")).toBeUndefined();
  expect(accounts.groupsOf("L", "nobody", "")).toBeUndefined();
  expect(accounts.groupsOf("L", "bob", "wrong")).toBeUndefined();
  expect(accounts.groupsOf("L", "bob", "hunter2")).toEqual([]);
  expect(accounts.groupsOf("L", "bob", "hunter2")).toEqual([]);
  // What fitted once is not calculated again.
  expect(asked).toEqual(["$6$hash wrong", "$6$hash hunter2"]);
});
