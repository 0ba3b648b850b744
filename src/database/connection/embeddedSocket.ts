/**
 * An in-process socket between postgres.js and PGlite: the wire protocol without a port. `COPY … FROM STDIN` is not
 * supported, and one connection only: PGlite has one backend session (postgres.js must run with `max: 1`).
 */
import { Duplex } from 'node:stream';

/** The part of PGlite that the socket needs. */
export interface ProtocolBackend {
  execProtocolRawStream(
    message: Uint8Array,
    options: { syncToFs?: boolean; onRawData: (data: Uint8Array) => void },
  ): Promise<void>;
}

const TERMINATE = 'X'.charCodeAt(0);
const TYPE_BYTES = 1;
const LENGTH_BYTES = 4;

export function createEmbeddedSocket(backend: ProtocolBackend): Duplex {
  let pending: Buffer = Buffer.alloc(0);
  let started = false;

  /** Takes as many whole messages as have arrived: PGlite must never see half of one. */
  const takeWhole = (): Buffer | undefined => {
    let end = 0;
    while (pending.length - end >= TYPE_BYTES + LENGTH_BYTES) {
      const type = started ? TYPE_BYTES : 0;
      const length = pending.readUInt32BE(end + type) + type;
      if (pending.length - end < length) break;
      end += length;
      if (!started) {
        started = true;
        break;
      }
    }
    if (end === 0) return undefined;
    const whole = pending.subarray(0, end);
    pending = pending.subarray(end);
    return whole;
  };

  const socket: Duplex = new Duplex({
    read: () => undefined,
    async write(chunk: Buffer, _encoding, done) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      // postgres.js must have left its own write before an answer arrives, or it drops the query that it queues next.
      await undefined;
      try {
        for (let message = takeWhole(); message; message = takeWhole()) {
          if (message[0] === TERMINATE && started && message.length === TYPE_BYTES + LENGTH_BYTES) {
            socket.destroy();
            break;
          }
          // The bytes are kept by PGlite only during the call; postgres.js keeps ours, so each answer is copied.
          await backend.execProtocolRawStream(message, { onRawData: (data) => socket.push(Buffer.from(data)) });
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // postgres.js asks for it before it says goodbye, and waits for a close that never comes where it is missing.
  Object.defineProperty(socket, 'readyState', { get: () => (socket.destroyed ? 'closed' : 'open') });
  return socket;
}
