import { versionRange } from "../../config/haproxy/tls-version.ts";
import { type HaproxyRule, perBack } from "./rule.ts";

/** TLS to a server whose certificate cannot be verified, or by no version at all. */
export const serverVerify: HaproxyRule = {
  name: "server-verify",
  find: perBack((proxy, file, report) => {
    const { verify: usual, versions } = file.global.serverTlsDefaults;
    for (const server of proxy.servers) {
      const { isOn, checks, authorities, verify = usual } = server.tls;
      if (!isOn && !checks) continue;
      if (verify !== "none" && authorities === undefined) {
        report.fatal(server, "ERR_CONFIG_VALUE", {
          fr: `Qui signe le certificat de ${server.name} ? Ajoutez "ca-file FICHIER", ou "verify none" là où le réseau est sûr.`,
          en: `Who signs the certificate of ${server.name}? Add "ca-file FILE", or "verify none" where the network is safe.`,
        });
      }
      if (versionRange({ ...versions, ...server.tls.versions }).kind === "none") {
        report.fatal(server, "ERR_CONFIG_RANGE", {
          fr: `Il ne reste aucune version de TLS pour ${server.name}. Corrigez ssl-min-ver et ssl-max-ver.`,
          en: `No version of TLS is left for ${server.name}. Correct ssl-min-ver and ssl-max-ver.`,
        });
      }
    }
  }),
};
