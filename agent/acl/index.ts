import { encodingConverters } from "./converter/encoding.ts";
import { hashConverters } from "./converter/hash.ts";
import { jsonConverters } from "./converter/json.ts";
import { mapConverters } from "./converter/map.ts";
import { numberConverters } from "./converter/number.ts";
import { otherConverters } from "./converter/other.ts";
import { partConverters } from "./converter/part.ts";
import { tableConverters } from "./converter/table.ts";
import { textConverters } from "./converter/text.ts";
import { timeConverters } from "./converter/time.ts";
import { byteFetches } from "./fetch/bytes.ts";
import { certificateFetches } from "./fetch/certificate.ts";
import { connectionFetches } from "./fetch/connection.ts";
import { constantFetches } from "./fetch/constant.ts";
import { cookieFetches } from "./fetch/cookie.ts";
import { counterFetches } from "./fetch/counter.ts";
import { credentialFetches } from "./fetch/credential.ts";
import { headerFetches } from "./fetch/header.ts";
import { helloFetches } from "./fetch/hello.ts";
import { lineFetches } from "./fetch/line.ts";
import { parameterFetches } from "./fetch/parameter.ts";
import { processFetches } from "./fetch/process.ts";
import { sectionFetches } from "./fetch/section.ts";
import { transactionFetches } from "./fetch/transaction.ts";
import { variableFetches } from "./fetch/variable.ts";
import type { Converter, Fetch } from "./fetch.ts";

export { matchers } from "./matchers.ts";

/** What can be found in a request [T]. */
export const fetches: ReadonlyMap<string, Fetch> = named([
  ...connectionFetches,
  ...certificateFetches,
  ...constantFetches,
  ...processFetches,
  ...sectionFetches,
  ...counterFetches,
  ...variableFetches,
  ...transactionFetches,
  ...credentialFetches,
  ...lineFetches,
  ...byteFetches,
  ...helloFetches,
  ...headerFetches,
  ...cookieFetches,
  ...parameterFetches,
]);

/** What may follow a fetch behind a comma [T]. */
export const converters: ReadonlyMap<string, Converter> = named([
  ...textConverters,
  ...partConverters,
  ...numberConverters,
  ...encodingConverters,
  ...hashConverters,
  ...timeConverters,
  ...jsonConverters,
  ...mapConverters,
  ...tableConverters,
  ...otherConverters,
]);

function named<Row extends { readonly name: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.name, row]));
}
