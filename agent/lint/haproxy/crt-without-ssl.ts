import type { HaproxyRule } from "./rule.ts";

/** Certificates, and no encryption: plain HTTP on what was meant to be HTTPS. */
export const crtWithoutSsl: HaproxyRule = {
  name: "crt-without-ssl",
  find: ({ lines }, report) => {
    for (const line of lines) {
      const words = line.words.map(({ text }) => text);
      const crt = words.findIndex((word, index) => index > 1 && (word === "crt" || word === "crt-list"));
      if (words[0] !== "bind" || crt < 0 || words.includes("ssl")) continue;
      report.mistake(line.place(0), "ERR_CONFIG_VALUE", {
        fr: 'Il y a "crt" mais pas "ssl" : HAProxy ne chiffre rien ici, sans rien dire. Ajoutez "ssl".',
        en: 'There is "crt" but no "ssl": HAProxy encrypts nothing here, without a word. Add "ssl".',
      });
    }
  },
};
