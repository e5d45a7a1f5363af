/** As much is read at once; what a server sends at full speed comes in pieces of this size. */
const sizeBytes = 65_536;

/** Where all sockets of a process receive, one after the other. */
export const receiveBuffer = new Uint8Array(sizeBytes);
