/** An instance without a mistake; the table below breaks it. */
export const good = `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.168.1.100
    }
}
`;

const script = (lines: string) => `vrrp_script chk {
    script "/bin/true"
${lines}
}
`;
const secure = `global_defs {
    enable_script_security
    script_user root
}
`;
const with_ = (line: string) => good.replace("    advert_int 1\n", `    advert_int 1\n${line}\n`);
const authentication = (lines: string) => with_(`    authentication {\n${lines}\n    }`);
const backup = good.replace("state MASTER", "state BACKUP");
const password = authentication("        auth_type PASS\n        auth_pass 1234").replace("MASTER", "BACKUP");
const globals = (line: string) => `global_defs {\n    ${line}\n}\n`;
const interval = (seconds: string, line = "") =>
  good.replace("advert_int 1\n", `advert_int ${seconds}\n${line}\n`);
const track = (line = "chk") => with_(`    track_script {\n        ${line}\n    }`);
const vip = (words: string) => good.replace("192.168.1.100", words);

/** Files with one mistake each (and some without), by what is wrong. Used against the real `keepalived -t` too. */
export const files: Readonly<Record<string, string>> = {
  "nothing wrong": good,
  "an empty file": "",
  "comments only": "# one\n! two\n",
  "words that mean nothing": "hello world\n",
  vrp_instance: good.replace("vrrp_instance", "vrp_instance"),
  "an editor's title line": `GNU nano 7.2 keepalived.conf\n${good}`,
  "a script_user that is not there": `global_defs {\n    script_user nobodyhere\n}\n${good}`,
  "state SLAVE": good.replace("state MASTER", "state SLAVE"),
  "state in small letters": good.replace("state MASTER", "state master"),
  "no state": good.replace("    state MASTER\n", ""),
  "priority 300": good.replace("priority 100", "priority 300"),
  "priority 0": good.replace("priority 100", "priority 0"),
  "priority abc": good.replace("priority 100", "priority abc"),
  "priority 10.5": good.replace("priority 100", "priority 10.5"),
  "priority without a value": good.replace("priority 100", "priority"),
  "priority twice": good.replace("priority 100", "priority 100\n    priority 90"),
  "a word too many": good.replace("priority 100", "priority 100 200"),
  "a keyword in capitals": good.replace("priority", "Priority"),
  "a misspelt keyword": good.replace("priority", "priorty"),
  "an unknown block inside": good.replace(
    "    priority 100",
    "    foo {\n        bar 1\n    }\n    priority 100",
  ),
  "a brace behind a value": good.replace("priority 100", "priority 100 {\n    }"),
  "virtual_router_id 0": good.replace("_id 51", "_id 0"),
  "virtual_router_id 256": good.replace("_id 51", "_id 256"),
  "no virtual_router_id": good.replace("    virtual_router_id 51\n", ""),
  "no interface": good.replace("    interface eth0\n", ""),
  "no name": good.replace(" VI_1", ""),
  "no virtual address": good.replace(/ {4}virtual_ipaddress \{[^}]*\}\n/, ""),
  "an address that is none": vip("192.168.1.300"),
  "a name for an address": vip("hello"),
  "prefix 33": vip("192.168.1.100/33"),
  "all address options": vip("192.168.1.100/24 brd 192.168.1.255 dev eth0 scope global label eth0:1"),
  "unknown address options": vip("192.168.1.100 foo bar"),
  "two addresses in a line": vip("192.168.1.100 192.168.1.101"),
  "a broadcast that is none": vip("192.168.1.100 brd foo"),
  "dev without a name": vip("192.168.1.100 dev"),
  "an unknown scope": vip("192.168.1.100 scope foo"),
  "a label too long": vip("192.168.1.100 label aaaaaaaaaaaaaaaaa"),
  "an address twice": vip("192.168.1.100\n        192.168.1.100"),
  "a missing brace": good.replace(/\}\n$/, ""),
  "a missing inner brace": good.replace("100\n    }", "100"),
  "a brace too many": `${good}}\n`,
  "a missing brace of a script": `${secure}${script("").replace(/\}\n$/, "")}${track()}`,
  "a missing brace of authentication": authentication(
    "        auth_type PASS\n        auth_pass 1234",
  ).replace("auth_pass 1234\n    }", "auth_pass 1234"),
  "a missing brace of a list that a block follows": with_(
    "    unicast_peer {\n        192.168.1.12\n    track_interface {\n        lo\n    }",
  ),
  "a missing brace of a list that a keyword follows": with_(
    "    unicast_peer {\n        192.168.1.12\n    garp_master_delay 1",
  ),
  "a missing brace without margins": `${script("").replace(/\}\n$/, "")}${track()}`.replace(/^ +/gm, ""),
  "a brace too many inside": good.replace("        192", "        }\n        192"),
  "a brace too many behind a block": good.replace("100\n    }\n", "100\n    }\n    }\n    advert_int 1\n"),
  "a byte order mark": `\ufeff${good}`,
  "blanks from a web page": good.replace("priority 100", "priority\u00a0100"),
  "margins from a web page": good.replace("    priority", "\u00a0\u00a0priority"),
  "quotes from a word processor": with_("    notify_master \u201c/bin/true x\u201d"),
  "lines as Windows ends them": good.replaceAll("\n", "\r\n"),
  "no brace after virtual_ipaddress": good.replace("virtual_ipaddress {", "virtual_ipaddress"),
  "the brace on the next line": good.replace("VI_1 {", "VI_1\n{"),
  "braces without blanks": good.replace("VI_1 {", "VI_1{").replace("100\n    }", "100 }"),
  "a comment sign inside a word": good.replace("priority 100", "priority 100!best"),
  "an open quote": with_('    notify_master "/bin/true x'),
  "advert_int 0": good.replace("advert_int 1", "advert_int 0"),
  "advert_int 300": good.replace("advert_int 1", "advert_int 300"),
  "advert_int 0.5": good.replace("advert_int 1", "advert_int 0.5"),
  "auth_pass of 10 letters": authentication("        auth_type PASS\n        auth_pass secretpass"),
  "auth_pass of 4 letters": authentication("        auth_type PASS\n        auth_pass 1234"),
  "auth_type FOO": authentication("        auth_type FOO\n        auth_pass 1234"),
  "auth_type alone": authentication("        auth_type PASS"),
  "auth_pass alone": authentication("        auth_pass 1234"),
  "authentication outside": `authentication {\n    auth_type PASS\n}\n${good}`,
  "nopreempt with MASTER": with_("    nopreempt"),
  "preempt_delay 5000": with_("    preempt_delay 5000").replace("MASTER", "BACKUP"),
  "version 4": with_("    version 4"),
  "version 3": with_("    version 3"),
  "version 3, advert_int 0.5": interval("0.5", "    version 3"),
  "version 3, advert_int 0.015": interval("0.015", "    version 3"),
  "version 3, advert_int 0.005": interval("0.005", "    version 3"),
  "version 3, advert_int 40.95": interval("40.95", "    version 3"),
  "version 3, advert_int 41": interval("41", "    version 3"),
  "version 3 with a password": `${password}`.replace("    advert_int", "    version 3\n    advert_int"),
  "vrrp_version 3": `${globals("vrrp_version 3")}${interval("0.5")}`,
  "vrrp_version 3 below": `${interval("0.5")}${globals("vrrp_version 3")}`,
  "vrrp_version 3, version 2": `${globals("vrrp_version 3")}${interval("0.5", "    version 2")}`,
  "vrrp_version 4": `${globals("vrrp_version 4")}${good}`,
  "vrrp_version abc": `${globals("vrrp_version abc")}${good}`,
  vrrp_strict: `${globals("vrrp_strict")}${backup}`,
  "vrrp_strict with state MASTER": `${globals("vrrp_strict")}${good}`,
  "vrrp_strict, the address owner": `${globals("vrrp_strict")}${good.replace("priority 100", "priority 255")}`,
  "vrrp_strict, a backup of priority 255": `${globals("vrrp_strict")}${backup.replace("priority 100", "priority 255")}`,
  "vrrp_strict with a password": `${globals("vrrp_strict")}${password}`,
  "vrrp_strict with preempt_delay": `${globals("vrrp_strict")}${backup.replace("    priority", "    preempt_delay 5\n    priority")}`,
  "vrrp_strict, strict_mode off": `${globals("vrrp_strict")}${password.replace("    priority", "    strict_mode off\n    priority")}`,
  "lists that are not compared": `${globals("vrrp_skip_check_adv_addr")}${with_("    skip_check_adv_addr on")}`,
  "skip_check_adv_addr maybe": with_("    skip_check_adv_addr maybe"),
  "strict_mode maybe": with_("    strict_mode maybe"),
  "preempt_delay with MASTER": with_("    preempt_delay 5"),
  "preempt_delay with nopreempt": with_("    preempt_delay 5\n    nopreempt").replace("MASTER", "BACKUP"),
  "garp, all of it": with_(
    "garp_master_delay 1\ngarp_master_repeat 2\ngarp_master_refresh 60\ngarp_master_refresh_repeat 2\ngarp_lower_prio_delay 3\ngarp_lower_prio_repeat 0",
  ),
  "garp_master_repeat 0": with_("    garp_master_repeat 0"),
  "garp_master_delay 0.5": with_("    garp_master_delay 0.5"),
  "garp_master_refresh abc": with_("    garp_master_refresh abc"),
  "garp_lower_prio_repeat -1": with_("    garp_lower_prio_repeat -1"),
  "garp, global, and one of its own": `${globals("vrrp_garp_master_delay 9\nvrrp_garp_master_repeat 2")}${with_("    garp_master_delay 0")}`,
  "vrrp_garp_master_delay x": `${globals("vrrp_garp_master_delay x")}${good}`,
  "vrrp_strict with repeated ARP": `${globals("vrrp_strict")}${backup.replace("    priority", "    garp_master_refresh 3\n    garp_lower_prio_repeat 3\n    priority")}`,
  vrrp_startup_delay: `${globals("vrrp_startup_delay 2.5")}${good}`,
  "vrrp_startup_delay x": `${globals("vrrp_startup_delay x")}${good}`,
  "a watched interface with a weight": with_("    track_interface {\n        lo weight -10 reverse\n    }"),
  "the own interface watched": with_("    track_interface {\n        eth0\n    }"),
  "an interface watched twice": with_("    track_interface {\n        lo\n        lo\n    }"),
  "an interface watched that is not there": with_("    track_interface {\n        eth9\n    }"),
  "a watched interface with junk": with_("    track_interface {\n        lo junk 3\n    }"),
  "a watched interface's weight of 500": with_("    track_interface {\n        lo weight 500\n    }"),
  "a watched interface's weight without a number": with_("    track_interface {\n        lo weight\n    }"),
  "a script tracked twice": `${secure}${script("")}${track("chk\n        chk")}`,
  "a tracked script in reverse": `${secure}${script("")}${track("chk weight 3 reverse")}`,
  "a tracked script no_reverse": `${secure}${script("")}${track("chk weight 3 no_reverse")}`,
  "a script weight in reverse": `${secure}${script("    weight 3 reverse")}${track()}`,
  "a script weight foo": `${secure}${script("    weight 3 foo")}${track()}`,
  "a script that begins failed": `${secure}${script("    init_fail")}${track()}`,
  "a script user and group": `${secure}${script("    user root root")}${track()}`,
  "a script group that is not there": `${secure}${script("    user root nogroupx")}${track()}`,
  "a notify script with a user and a group": `${secure}${with_('    notify_master "/bin/true x" root root')}`,
  "excluded addresses": with_(
    "    virtual_ipaddress_excluded {\n        192.168.1.101/24\n        192.168.1.102 dev eth0\n    }",
  ),
  unicast: with_("    unicast_src_ip 192.168.1.11\n    unicast_peer {\n        192.168.1.12\n    }"),
  "unicast with limits": with_(
    "    unicast_peer {\n        192.168.1.12 min_ttl 3 max_ttl 255\n    }\n    unicast_ttl 10",
  ),
  "a unicast peer that is none": with_("    unicast_peer {\n        hello\n    }"),
  "a unicast source without peers": with_("    unicast_src_ip 192.168.1.11"),
  "a unicast source that is none": with_(
    "    unicast_src_ip hello\n    unicast_peer {\n        192.168.1.12\n    }",
  ),
  "a definition": `$A=90\n${good.replace("priority 100", "priority $A")}`,
  "a definition out of range": `$A=300\n${good.replace("priority 100", "priority $A")}`,
  "a definition of several lines": `$A= \\\nstate BACKUP \\\npriority 90\n${good.replace("state MASTER", "$A")}`,
  "a definition with a blank": `$A =90\n${good}`,
  "a definition that begins with a digit": `$1A=90\n${good}`,
  "a conditional line of another id": with_("@main priority 300"),
  "a conditional line of any other id": with_("@^main priority 300"),
  "a sequence": vip(`~SEQ(X,1,3) 192.168.1.10\${X}`),
  "a sequence without an end": vip(`~SEQ(X) 192.168.1.10\${X}`),
  "a list": vip(`~LST(X,7,9) 192.168.1.10\${X}`),
  "an include that is not there": `include /nosuch\n${good}`,
  "an include of a pattern without a file": `include /nosuch*\n${good}`,
  "includea of nothing": `includea /nosuch\n${good}`,
  "includew of nothing": `includew /nosuch*\n${good}`,
  "an include without a file name": `include\n${good}`,
  lvs_sync_daemon_interface: with_("    lvs_sync_daemon_interface eth0"),
  "two instances of one name": `${good}${good}`,
  "one router id twice": `${good}${good.replace("VI_1", "VI_2")}`,
  "an unknown keyword in global_defs": `global_defs {\n    foo bar\n}\n${good}`,
  enable_script_securty: `global_defs {\n    enable_script_securty\n}\n${good}`,
  "a tracked script": `${secure}${script("    interval 2")}${track()}`,
  "a tracked script with a weight": `${secure}${script("")}${track("chk weight 5")}`,
  "a tracked script that nothing defines": `${secure}${track()}`,
  "a tracked script defined below": `${secure}${track()}${script("")}`,
  "a track weight of 500": `${secure}${script("")}${track("chk weight 500")}`,
  "a track weight abc": `${secure}${script("")}${track("chk weight abc")}`,
  "an unknown track option": `${secure}${script("")}${track("chk junk 3")}`,
  "a script without a command": `${secure}vrrp_script chk {\n    interval 1\n}\n${good}`,
  "a script interval of 0.5": `${secure}${script("    interval 0.5")}${track()}`,
  "a script weight of 300": `${secure}${script("    weight 300")}${track()}`,
  "a script rise of 0": `${secure}${script("    rise 0")}${track()}`,
  "a script that is not there": `${secure}${script("").replace("/bin/true", "/bin/nosuchfile")}${track()}`,
  "a script user that is not there": `${secure}${script("    user nobodyhere")}${track()}`,
  "a script without script security": `${script("    user root")}${track()}`,
  "a script and no instance": script("    user root"),
  "a script that nobody tracks, without script security": `${script("    user root")}${good}`,
  "a missing interface and no script security": `${script("    user root")}${track().replace("eth0", "eth9")}`,
  "a notify script without script security": with_('    notify_master "/bin/true x"'),
  "a notify script that is not there": with_('    notify_master "/bin/nosuchfile x"'),
  "notify_master twice": `${secure}${with_('    notify_master "/bin/true x"\n    notify_master "/bin/true y"')}`,
  "an interface that is not there": good.replace("eth0", "eth9"),
  "a device that is not there": vip("192.168.1.100 dev eth9"),
  "module 16's password": authentication("        auth_type PASS\n        auth_pass secret123"),
};
