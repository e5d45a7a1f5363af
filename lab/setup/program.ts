import type { Text } from "../../agent/base/text.ts";

/** A program of the system that bascule uses, and the Debian package that brings it. */
export interface Program {
  readonly command: string;
  readonly debianPackage: string;
  readonly neededFor: Text;
  /** The package installs these units and would start them; bascule starts its own copies inside nodes only. */
  readonly units?: readonly string[];
}

/** One row for each program that a fresh Debian may lack. */
export const programs: readonly Program[] = [
  {
    command: "ip",
    debianPackage: "iproute2",
    neededFor: { fr: "les réseaux du labo", en: "the lab's networks" },
  },
  {
    command: "nft",
    debianPackage: "nftables",
    neededFor: { fr: "les pannes du réseau", en: "the faults of the network" },
  },
  {
    command: "killall",
    debianPackage: "psmisc",
    neededFor: {
      fr: "le script de surveillance du cours : killall -0 haproxy",
      en: "the course's check script: killall -0 haproxy",
    },
  },
  {
    command: "keepalived",
    debianPackage: "keepalived",
    units: ["keepalived.service"],
    neededFor: {
      fr: "la comparaison : --stack keepalived-haproxy",
      en: "comparing: --stack keepalived-haproxy",
    },
  },
  {
    command: "haproxy",
    debianPackage: "haproxy",
    units: ["haproxy.service"],
    neededFor: {
      fr: "la comparaison : --stack keepalived-haproxy",
      en: "comparing: --stack keepalived-haproxy",
    },
  },
  {
    command: "tcpdump",
    debianPackage: "tcpdump",
    neededFor: {
      fr: "la vérification des paquets dans les tests",
      en: "the check of the packets in the tests",
    },
  },
  {
    command: "vtysh",
    debianPackage: "frr",
    units: ["frr.service"],
    neededFor: {
      fr: "les tests avec le routeur VRRP d'un tiers (FRR)",
      en: "the tests with another VRRP router (FRR)",
    },
  },
  {
    command: "varnishtest",
    debianPackage: "varnish",
    units: ["varnish.service", "varnishncsa.service"],
    neededFor: {
      fr: "les tests de haproxy au format de varnishtest",
      en: "the tests of haproxy in the format of varnishtest",
    },
  },
  {
    command: "curl",
    debianPackage: "curl",
    neededFor: { fr: "les tests avec de vrais clients", en: "the tests with real clients" },
  },
  {
    command: "wrk",
    debianPackage: "wrk",
    neededFor: { fr: "les tests et les mesures sous charge", en: "the tests and benches under load" },
  },
  {
    command: "chromium",
    debianPackage: "chromium",
    neededFor: { fr: "les tests avec un vrai navigateur", en: "the tests with a real browser" },
  },
  {
    command: "dockerd",
    debianPackage: "docker.io",
    units: ["docker.service", "docker.socket", "containerd.service"],
    neededFor: {
      fr: "le labo en conteneurs : --runtime docker",
      en: "the lab in containers: --runtime docker",
    },
  },
  {
    command: "docker-compose",
    debianPackage: "docker-compose",
    neededFor: {
      fr: "une topologie sans bascule : docker-compose up",
      en: "a topology without bascule: docker-compose up",
    },
  },
  {
    command: "mmdebstrap",
    debianPackage: "mmdebstrap",
    neededFor: {
      fr: "l'image des conteneurs, là où aucun registre ne répond",
      en: "the image of the containers where no registry answers",
    },
  },
];
