import { koffi, libc } from "./libc.ts";

/** What recvmsg(2) gives: the sender's address, the data, and what the socket's options ask for besides (cmsg(3)). */
export interface Message {
  /** A `struct sockaddr`. */
  readonly name: Uint8Array;
  readonly data: Uint8Array;
  readonly control: readonly ControlMessage[];
}

interface ControlMessage {
  readonly level: number;
  readonly type: number;
  readonly data: Uint8Array;
}

const MSG_DONTWAIT = 0x40;
const nameBytes = 128;
const controlBytes = 256;
const headerBytes = 56;
const vectorBytes = 16;

/** The next message, copied out, or the number of the error. Never blocks. */
export function receiveMessage(descriptor: number, dataBytes: number): Message | number {
  const { header, view, name, data, control } = memory(dataBytes);
  view.setUint32(8, nameBytes, true);
  view.setBigUint64(40, BigInt(controlBytes), true);
  const size = libc().recvmsg(descriptor, header, MSG_DONTWAIT);
  if (size < 0) return libc().errno();
  return {
    name: name.slice(0, view.getUint32(8, true)),
    data: data.slice(0, size),
    control: decodeControl(control.slice(0, Number(view.getBigUint64(40, true)))),
  };
}

/** `struct cmsghdr`: 0 length with these 16 bytes (8)   8 level (4)   12 type (4)   16 data, padded to 8. */
function decodeControl(bytes: Uint8Array): readonly ControlMessage[] {
  const view = new DataView(bytes.buffer);
  const messages: ControlMessage[] = [];
  for (let offset = 0; offset + 16 <= bytes.length; ) {
    const size = Number(view.getBigUint64(offset, true));
    if (size < 16 || offset + size > bytes.length) break;
    const [level, type] = [view.getInt32(offset + 8, true), view.getInt32(offset + 12, true)];
    messages.push({ level, type, data: bytes.slice(offset + 16, offset + size) });
    offset += (size + 7) & ~7;
  }
  return messages;
}

type Memory = ReturnType<typeof allocate>;
let allocated: Memory | undefined;

/** Once for the process: the system call fills it, and what it gave is copied at once. */
function memory(dataBytes: number): Memory {
  allocated ??= allocate(dataBytes);
  return allocated;
}

/**
 * `struct msghdr` on 64 bits, behind it the buffers that it points to:
 * ```
 * 0 name  8 its size (4)  16 vectors  24 their count  32 control  40 its size  48 flags (4)
 * ```
 */
function allocate(dataBytes: number) {
  const place = (size: number) => {
    const pointer = koffi().alloc("uint8_t", size);
    return { pointer, address: koffi().address(pointer), bytes: new Uint8Array(koffi().view(pointer, size)) };
  };
  const [header, name, vector] = [place(headerBytes), place(nameBytes), place(vectorBytes)];
  const [data, control] = [place(dataBytes), place(controlBytes)];
  const vectorView = new DataView(vector.bytes.buffer);
  vectorView.setBigUint64(0, data.address, true);
  vectorView.setBigUint64(8, BigInt(dataBytes), true);
  const view = new DataView(header.bytes.buffer);
  header.bytes.fill(0);
  view.setBigUint64(0, name.address, true);
  view.setBigUint64(16, vector.address, true);
  view.setBigUint64(24, 1n, true);
  view.setBigUint64(32, control.address, true);
  return { header: header.pointer, view, name: name.bytes, data: data.bytes, control: control.bytes };
}
