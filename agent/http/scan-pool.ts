import { ResponseScan } from "./response-scan.ts";

/** A response's head is read within one event mostly: few are needed, however many connections there are. */
const spare: ResponseScan[] = [];
const spareLimit = 32;

export function takeResponseScan(): ResponseScan {
  return spare.pop() ?? new ResponseScan();
}

/** What text was made of it stays; its bytes will be others'. */
export function giveResponseScan(scan: ResponseScan): void {
  scan.reset();
  if (spare.length < spareLimit && !scan.room.isLarge) spare.push(scan);
}
