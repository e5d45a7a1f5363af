import { expect, test } from "vitest";
import { passwordFits } from "../../../agent/net/crypt.ts";

/** `openssl passwd -6 -salt saltsalt hunter2`, and `-5`, `-1`. */
const made = {
  sha512:
    "$6$saltsalt$8iYtNHxjWRl.NF6oNZ5tF.iKFlQREaXBLlSmZKP6dy9l5z3vsooWNW0/GZ6Nej73/TFug6pIPSqbJoCT6dfnj.",
  sha256: "$5$saltsalt$OIdfjX.u4Y3SJ4I2bX8w5BMf1VAUhHABNUirScDzZi3",
  md5: "$1$saltsalt$ZliGyAN3DciDHEkDboonh/",
};

test.each(Object.entries(made))("a password fits what crypt(3) makes of it with %s", (_, encrypted) => {
  expect(passwordFits(encrypted, "hunter2")).toBe(true);
  expect(passwordFits(encrypted, "hunter3")).toBe(false);
});

test("what is no such text fits nothing", () => {
  expect(passwordFits("hunter2", "hunter2")).toBe(false);
  expect(passwordFits("", "")).toBe(false);
});
