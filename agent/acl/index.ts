import { textConverters } from "./converter/text.ts";
import { connectionFetches } from "./fetch/connection.ts";
import { constantFetches } from "./fetch/constant.ts";
import { cookieFetches } from "./fetch/cookie.ts";
import { headerFetches } from "./fetch/header.ts";
import { lineFetches } from "./fetch/line.ts";
import { parameterFetches } from "./fetch/parameter.ts";
import { serverFetches } from "./fetch/server.ts";
import type { Converter, Fetch } from "./fetch.ts";
import { networkMatchers } from "./match/network.ts";
import { numberMatchers } from "./match/number.ts";
import { presenceMatchers } from "./match/presence.ts";
import { regexMatchers } from "./match/regex.ts";
import { textMatchers } from "./match/text.ts";
import type { Matcher } from "./match.ts";

/** What can be found in a request [T]. */
export const fetches: ReadonlyMap<string, Fetch> = named([
  ...connectionFetches,
  ...constantFetches,
  ...serverFetches,
  ...lineFetches,
  ...headerFetches,
  ...cookieFetches,
  ...parameterFetches,
]);

/** `-m NAME` [T]. */
export const matchers: ReadonlyMap<string, Matcher> = named([
  ...presenceMatchers,
  ...numberMatchers,
  ...networkMatchers,
  ...textMatchers,
  ...regexMatchers,
]);

/** What may follow a fetch behind a comma [T]. */
export const converters: ReadonlyMap<string, Converter> = named([...textConverters]);

function named<Row extends { readonly name: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.name, row]));
}
