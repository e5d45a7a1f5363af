import { connectionWords, says } from "./connection-words.ts";
import { Declared } from "./declared.ts";
import { fieldId } from "./field-name.ts";

/** What the fields of a head say of its framing and of its connection, gathered while it is read. */
export class HeadFacts {
  readonly declared = new Declared();
  /** Bits of `says`. */
  connection = 0;
  connectionLines = 0;
  hosts = 0;
  hasUpgrade = false;
  /** `Expect: 100-…`. */
  expects = false;
  /** Names and values together, without separators; those of `Connection` lines apart. */
  textBytes = 0;
  connectionBytes = 0;

  reset(): void {
    this.declared.reset();
    this.connection = 0;
    this.connectionLines = 0;
    this.hosts = 0;
    this.hasUpgrade = false;
    this.expects = false;
    this.textBytes = 0;
    this.connectionBytes = 0;
  }

  /** A field whose value begins at `start`, and whose name has one of our ids. */
  note(id: number, bytes: Uint8Array, start: number, end: number): void {
    if (id === fieldId.host) this.hosts++;
    else if (id === fieldId.contentLength) this.declared.length(bytes, start, end);
    else if (id === fieldId.transferEncoding) this.declared.coding(bytes, start, end);
    else if (id === fieldId.upgrade) this.hasUpgrade = true;
    else if (id === fieldId.expect) this.expects ||= expectsInterim(bytes, start, end);
    else {
      this.connection |= connectionWords(bytes, start, end);
      this.connectionLines++;
      this.connectionBytes += "connection".length + end - start;
    }
  }

  has(bit: number): boolean {
    return (this.connection & bit) !== 0;
  }

  /** RFC 9110 §7.8. */
  get asksForUpgrade(): boolean {
    return this.hasUpgrade && this.has(says.upgrade);
  }
}

/** `100-continue`, the only expectation that there is. */
function expectsInterim(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start > 3 &&
    bytes[start] === 49 &&
    bytes[start + 1] === 48 &&
    bytes[start + 2] === 48 &&
    bytes[start + 3] === 45
  );
}
