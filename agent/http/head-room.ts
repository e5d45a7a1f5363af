/** HAProxy's buffer (16 KiB) less the room that it keeps for rewriting (1 KiB). */
export const maximumHeadBytes = 15_360;
export const maximumHeaders = 100;

/** Offsets of a field: where its line begins, its name ends, its value begins and ends; and the id of its name. */
export const fieldStride = 5;
const firstBytes = 1024;
const firstFields = 24;

/** The bytes of a head and where its fields are: small until a head needs more. */
export class HeadRoom {
  bytes: Uint8Array = new Uint8Array(firstBytes);
  fields: Uint16Array = new Uint16Array(firstFields * fieldStride);

  /** Some head has needed more than most do. */
  get isLarge(): boolean {
    return this.bytes.length > firstBytes;
  }

  holdBytes(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.min(maximumHeadBytes + 1, Math.max(length, this.bytes.length * 4)));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  holdFields(count: number): Uint16Array {
    if (count <= this.fields.length) return this.fields;
    const larger = new Uint16Array(maximumHeaders * fieldStride);
    larger.set(this.fields);
    this.fields = larger;
    return larger;
  }
}
