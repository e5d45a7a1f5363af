import type { UserList } from "../config/haproxy/config.ts";

/** True when a password fits what crypt(3) made of it. */
export type VerifyPassword = (encrypted: string, password: string) => boolean;

type User = UserList["users"][number];

/** The users of every `userlist`: names and passwords are compared while requests come. */
export class Accounts {
  readonly #lists: () => readonly UserList[];
  readonly #verify: VerifyPassword;
  /** What fitted last: crypt(3) is slow on purpose. */
  readonly #fitted = new WeakMap<User, string>();
  #read: readonly UserList[] | undefined;

  /** `lists` is asked once, when the whole file is read. */
  constructor(lists: () => readonly UserList[], verify: VerifyPassword) {
    this.#lists = lists;
    this.#verify = verify;
  }

  /** The groups of a user; undefined: there is none of this name, or the password is another. */
  groupsOf(list: string, name: string, password: string): readonly string[] | undefined {
    this.#read ??= this.#lists();
    const user = this.#read.find((each) => each.name === list)?.users.find((each) => each.name === name);
    return user && this.#fits(user, password) ? user.groups : undefined;
  }

  #fits(user: User, password: string): boolean {
    const own = user.password;
    // Without one nobody gets in.
    if (!own) return false;
    if (!own.encrypted) return own.text === password;
    if (this.#fitted.get(user) === password) return true;
    const fits = this.#verify(own.text, password);
    if (fits) this.#fitted.set(user, password);
    return fits;
  }
}
