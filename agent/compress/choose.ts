import { type Head, trimBlanks, valuesOf } from "../http/head.ts";
import { type AlgorithmName, algorithms } from "./algorithm.ts";

/** `compression` of a section. */
export interface Compression {
  readonly algorithms: readonly AlgorithmName[];
  /** What a `Content-Type` begins with; none: any but `multipart`. */
  readonly types: readonly string[];
  /** The server is not asked to compress. */
  readonly offload: boolean;
}

/** Clients that say that they can, and cannot. */
const cannot = /Mozilla\/4.*MSIE (?:4|5|6(?!.*SV1))/;

/** The algorithm that the client likes best; of those it likes as much, the one that it names first. */
export function chooseAlgorithm(
  { algorithms: offered }: Compression,
  request: Head,
): AlgorithmName | undefined {
  if (valuesOf(request, "user-agent").some((agent) => cannot.test(agent))) return undefined;
  let [best, bestQuality]: [AlgorithmName | undefined, number] = [undefined, 0];
  for (const member of valuesOf(request, "accept-encoding").flatMap((value) => value.split(","))) {
    const [token = "", ...parameters] = member.split(";").map(trimBlanks);
    const quality = qualityOf(parameters);
    const found = offered.findLast((name) => token === "*" || algorithms[name].token === token.toLowerCase());
    if (found === undefined || quality <= bestQuality) continue;
    best = found;
    bestQuality = quality;
  }
  return best;
}

/** RFC 9110 §12.4.2. */
function qualityOf(parameters: readonly string[]): number {
  const said = parameters.find((parameter) => /^q=/i.test(parameter));
  const quality = said === undefined ? 1 : Number(said.slice(2));
  return Number.isNaN(quality) ? 0 : quality;
}

/** The client gets it compressed: a whole answer of a kind that gets smaller, which nobody has coded yet. */
export function suits({ types }: Compression, response: Head): boolean {
  if (response.kind !== "response" || response.status < 200 || response.status > 203) return false;
  const [kind] = valuesOf(response, "content-type");
  const named =
    types.length === 0 ? !/^multipart/i.test(kind ?? "") : types.some((type) => beginsWith(kind, type));
  const tags = valuesOf(response, "etag");
  const sealed = valuesOf(response, "cache-control").some((value) => /\bno-transform\b/i.test(value));
  const coded = valuesOf(response, "content-encoding").length > 0;
  // What is no entity tag cannot be made a weak one.
  return named && !sealed && !coded && tags.length < 2 && tags.every((tag) => /^(?:W\/)?".*"$/.test(tag));
}

function beginsWith(kind: string | undefined, type: string): boolean {
  return kind?.slice(0, type.length).toLowerCase() === type.toLowerCase();
}

/** The head of the compressed answer: the bytes are others, so its tag is weak (RFC 9110 §8.8.1). */
export function compressedFields<Response extends Head>(
  response: Response,
  name: AlgorithmName,
  chunked: boolean,
): Response {
  const { coding } = algorithms[name];
  const headers = response.headers
    .filter((header) => header.name !== "content-length")
    .map((header) => (header.name === "etag" && header.value.startsWith('"') ? weak(header.value) : header));
  return {
    ...response,
    headers: [
      ...headers,
      ...(chunked ? [] : [{ name: "transfer-encoding", value: "chunked" }]),
      { name: "vary", value: "Accept-Encoding" },
      ...(coding === undefined ? [] : [{ name: "content-encoding", value: coding }]),
    ],
  };
}

function weak(value: string): { readonly name: string; readonly value: string } {
  return { name: "etag", value: `W/${value}` };
}

/** `compression offload`: the server is not told what the client accepts. */
export function withoutCodings<Request extends Head>(request: Request): Request {
  return { ...request, headers: request.headers.filter(({ name }) => name !== "accept-encoding") };
}
