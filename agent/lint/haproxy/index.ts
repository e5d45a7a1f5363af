import { addressTwice } from "./address-twice.ts";
import { balanceMode } from "./balance-mode.ts";
import { bytesMode } from "./bytes-mode.ts";
import { checkUnit } from "./check-unit.ts";
import { comparisonSign } from "./comparison-sign.ts";
import { conditionMode } from "./condition-mode.ts";
import { conditionName } from "./condition-name.ts";
import { connectionLimit } from "./connection-limit.ts";
import { cookieServer } from "./cookie-server.ts";
import { crtWithoutSsl } from "./crt-without-ssl.ts";
import { defaultTwice } from "./default-twice.ts";
import { dynamicCookieRule } from "./dynamic-cookie.ts";
import { errorPage } from "./error-page.ts";
import { externalCheck } from "./external-check.ts";
import { forwardforMode } from "./forwardfor-mode.ts";
import { hiddenSign } from "./hidden-sign.ts";
import { hostPattern } from "./host-pattern.ts";
import { httpCheckOption } from "./http-check-option.ts";
import { httpCheckWithoutQuestion } from "./http-check-without-question.ts";
import { httpchkCheck } from "./httpchk-check.ts";
import { httplogMode } from "./httplog-mode.ts";
import { ignoredUseBackend } from "./ignored-use-backend.ts";
import { inspectDelay } from "./inspect-delay.ts";
import { logTarget } from "./log-target.ts";
import { mailersUse } from "./mailers-use.ts";
import { missingTimeout } from "./missing-timeout.ts";
import { modeMismatch } from "./mode-mismatch.ts";
import { noBind } from "./no-bind.ts";
import { noDefaultBackend } from "./no-default-backend.ts";
import { noServer } from "./no-server.ts";
import { pathPattern } from "./path-pattern.ts";
import { peersLocal } from "./peers-local.ts";
import { redirectLoop } from "./redirect-loop.ts";
import { resolversEmpty } from "./resolvers-empty.ts";
import type { HaproxyRule } from "./rule.ts";
import { ruleMode } from "./rule-mode.ts";
import { sameCondition } from "./same-condition.ts";
import { serverReference } from "./server-reference.ts";
import { serverTrack } from "./server-track.ts";
import { serverVerify } from "./server-verify.ts";
import { starPattern } from "./star-pattern.ts";
import { stateFile } from "./state-file.ts";
import { statsMode } from "./stats-mode.ts";
import { statsUri } from "./stats-uri.ts";
import { stickType } from "./stick-type.ts";
import { tcpCheckOption } from "./tcp-check-option.ts";
import { timeoutUnit } from "./timeout-unit.ts";
import { typedQuote } from "./typed-quote.ts";
import { unknownBackend } from "./unknown-backend.ts";
import { unreachableRedirect } from "./unreachable-redirect.ts";
import { unreachableRoute } from "./unreachable-route.ts";
import { unusedAcl } from "./unused-acl.ts";
import { unusedBackend } from "./unused-backend.ts";
import { userlistName } from "./userlist-name.ts";
import { weakPassword } from "./weak-password.ts";
import { weakUser } from "./weak-user.ts";

/** Every mistake that is looked for in a whole haproxy.cfg, beside those that its reader finds in a line. */
export const haproxyRules: readonly HaproxyRule[] = [
  unknownBackend,
  modeMismatch,
  noBind,
  httplogMode,
  logTarget,
  forwardforMode,
  noDefaultBackend,
  noServer,
  addressTwice,
  unusedBackend,
  stateFile,
  statsMode,
  missingTimeout,
  externalCheck,
  httpCheckOption,
  httpCheckWithoutQuestion,
  httpchkCheck,
  tcpCheckOption,
  serverReference,
  serverTrack,
  ignoredUseBackend,
  conditionMode,
  bytesMode,
  ruleMode,
  balanceMode,
  conditionName,
  timeoutUnit,
  crtWithoutSsl,
  weakPassword,
  weakUser,
  unreachableRoute,
  unreachableRedirect,
  sameCondition,
  defaultTwice,
  unusedAcl,
  errorPage,
  userlistName,
  peersLocal,
  resolversEmpty,
  mailersUse,
  stickType,
  serverVerify,
  dynamicCookieRule,
  inspectDelay,
  pathPattern,
  starPattern,
  hostPattern,
  comparisonSign,
  typedQuote,
  checkUnit,
  cookieServer,
  statsUri,
  connectionLimit,
  redirectLoop,
  hiddenSign,
];
