import { type LabError, labError } from "../errors.ts";

/** The reader went away (`| head`), or its terminal was closed: nobody is left to tell. */
const readerGone: ReadonlySet<string> = new Set(["EPIPE", "EIO", "ECONNRESET"]);

/** What a stream of the process must have; `process.stdout` is one. */
interface ErrorSource {
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * Keeps a failing standard output from being a crash. The returned function tells what was lost:
 * results that went to a full disk are an error, a closed pipe is not.
 */
export function watchResults(stream: ErrorSource): () => LabError | undefined {
  let lost: LabError | undefined;
  stream.on("error", (error) => {
    if (readerGone.has(error.code ?? "")) return;
    lost ??= labError(
      "ERR_RESULTS_WRITE",
      {
        fr: `La sortie standard ne s'écrit pas (${error.code}). Vérifiez la place et les droits du fichier.`,
        en: `Standard output cannot be written (${error.code}). Check the file's space and permissions.`,
      },
      error,
    );
  });
  return () => lost;
}
