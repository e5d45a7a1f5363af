import { RequestScan } from "./request-scan.ts";
import { ResponseScan } from "./response-scan.ts";

/** A response's head is read within one event mostly: few are needed, however many connections there are. */
const responses: ResponseScan[] = [];
const responseLimit = 32;
/** Clients that come for one request and go: what they were read with serves the next ones. */
const requests: RequestScan[] = [];
const requestLimit = 256;

export function takeResponseScan(): ResponseScan {
  return responses.pop() ?? new ResponseScan();
}

/** What text was made of it stays; its bytes will be others'. */
export function giveResponseScan(scan: ResponseScan): void {
  scan.reset();
  if (responses.length < responseLimit && !scan.room.isLarge) responses.push(scan);
}

/** For one connection; `shownVersion`: what rules and the log are told instead of the version that comes. */
export function takeRequestScan(shownVersion: string | undefined): RequestScan {
  const scan = requests.pop();
  scan?.renew(shownVersion);
  return scan ?? new RequestScan(shownVersion);
}

/** The connection is over, and its last log line written: nobody looks at what was read any more. */
export function giveRequestScan(scan: RequestScan): void {
  if (requests.length < requestLimit && !scan.room.isLarge) requests.push(scan);
}
