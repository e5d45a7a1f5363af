import type { KeepalivedConfig, NotifyScript } from "../config/keepalived/config.ts";
import { type Netlink, openNetlink } from "../net/netlink.ts";
import { monotonicClock } from "./clock.ts";
import { startScript } from "./script.ts";
import { type Account, scriptAccount } from "./script-user.ts";
import { VrrpDriver } from "./vrrp.ts";
import { VrrpInterface } from "./vrrp-interface.ts";
import type { VrrpLog } from "./vrrp-log.ts";

export interface VrrpDaemon {
  /** Every master resigns, addresses go, notify_stop scripts run; then the sockets are closed. */
  stop(): Promise<void>;
}

const root: Account = { uid: 0, gid: 0 };

/** Starts all instances and scripts of a file that was checked (`vrrp-check.ts`). Throws ERR_NET_…. */
export function startVrrpDaemon(config: KeepalivedConfig, log: VrrpLog): VrrpDaemon {
  const resources = new DisposableStack();
  try {
    const netlink = resources.use(openNetlink());
    const drivers = startDrivers(config, netlink, log, resources);
    resources.use(netlink.onChange(() => eachDriver(drivers, (driver) => driver.interfaceChanged())));
    // Adverts are listened to before a script runs: starting a process takes milliseconds.
    eachDriver(drivers, (driver) => driver.start());
    startScripts(config, drivers, log, resources);
    return { stop: () => stop(drivers, resources) };
  } catch (error) {
    resources.dispose();
    throw error;
  }
}

function startDrivers(config: KeepalivedConfig, netlink: Netlink, log: VrrpLog, resources: DisposableStack) {
  const virtual = new Set(
    config.instances.flatMap(({ virtualAddresses, excludedAddresses }) =>
      [...virtualAddresses, ...excludedAddresses].map(({ address }) => address),
    ),
  );
  const { global } = config;
  const delayMs = global.startupDelayMs ?? 0;
  if (delayMs > 0) log.info(`Delaying startup for ${delayMs / 1000} seconds`);
  // A line that names nobody runs as root where the machine has none of the usual accounts.
  const accountOf = (script: NotifyScript) =>
    scriptAccount(script, global) ?? (script.user === undefined ? root : undefined);
  return config.instances.map((instance) => {
    const wire = resources.use(new VrrpInterface(instance, netlink, virtual));
    return resources.use(new VrrpDriver({ instance, wire, clock: monotonicClock, log, accountOf, delayMs }));
  });
}

function startScripts(
  config: KeepalivedConfig,
  drivers: readonly VrrpDriver[],
  log: VrrpLog,
  resources: DisposableStack,
): void {
  const tracked = new Set(
    config.instances.flatMap(({ trackScripts }) => trackScripts.map(({ name }) => name)),
  );
  for (const script of config.scripts.filter(({ name }) => tracked.has(name))) {
    const account = scriptAccount(script, config.global);
    if (account === undefined) continue;
    const onVerdict = (verdict: "up" | "down") =>
      eachDriver(drivers, (driver) => driver.scriptJudged(script.name, verdict));
    resources.use(startScript({ script, account, log, onVerdict }));
  }
}

async function stop(drivers: readonly VrrpDriver[], resources: DisposableStack): Promise<void> {
  const notified = drivers.map((driver) => driver.stop());
  resources.dispose();
  await Promise.all(notified);
}

function eachDriver(drivers: readonly VrrpDriver[], act: (driver: VrrpDriver) => void): void {
  for (const driver of drivers) act(driver);
}
