import { inflateRawSync, inflateSync } from 'node:zlib';
import { STREAM_BYTES_LIMIT } from './limits.ts';

/**
 * pdf.js unpacks streams through the global `DecompressionStream`, and where one is damaged goes on with as much
 * of it as unpacks, without a word. This one tells, stops bombs, and is quicker, since it unpacks in one go.
 */

const DAMAGED = 'a compressed stream is damaged';
const TOO_BIG = `a compressed stream unpacks to more than ${STREAM_BYTES_LIMIT / 1024 / 1024} MB`;
const ZLIB_HEADER_BYTES = 2;
/** Most pages unpack to less: in one go. */
const CHUNK_BYTES = 64 * 1024;

interface Unpacked {
  /** Missing where the reader shall try by itself how far it gets. */
  readonly bytes?: Uint8Array;
  readonly fault?: string;
}

/** Puts the watchful inflater in the place of the global one; `note` hears of each fault, `mend` may change what was unpacked. */
export function watchInflate(note: (damage: string) => void, mend: (bytes: Uint8Array) => Uint8Array): void {
  const unpackStream = (packed: Uint8Array): Uint8Array => {
    const { bytes, fault } = unpack(packed);
    if (fault !== undefined) note(fault);
    if (!bytes) throw new Error(fault);
    return mend(bytes);
  };
  const scope = globalThis as Record<string, unknown>;
  scope['DecompressionStream'] = class extends WholeInflater {
    constructor(format: string) {
      super(format, unpackStream);
    }
  };
}

/** As much of a `DecompressionStream` as pdf.js uses: one write, then one read. */
class WholeInflater {
  readonly writable: object;
  readonly readable: object;

  constructor(format: string, unpackStream: (packed: Uint8Array) => Uint8Array) {
    if (format !== 'deflate') throw new TypeError(`No inflater for '${format}'.`);
    let packed = new Uint8Array();
    const writer = {
      ready: Promise.resolve(),
      write: async (bytes: Uint8Array<ArrayBuffer>) => {
        packed = bytes;
      },
      close: async () => undefined,
    };
    this.writable = { getWriter: () => writer };
    this.readable = {
      async *[Symbol.asyncIterator]() {
        yield unpackStream(packed);
      },
    };
  }
}

/** Unpacks a zlib stream; `unpack(deflateSync('x'))` has `bytes` and no `fault`. */
export function unpack(packed: Uint8Array): Unpacked {
  const options = { maxOutputLength: STREAM_BYTES_LIMIT, chunkSize: CHUNK_BYTES };
  try {
    return { bytes: inflateSync(packed, options) };
  } catch (error) {
    if (isTooBig(error)) return { bytes: new Uint8Array(), fault: TOO_BIG };
    try {
      // Some producers leave out the checksum; a wrong one stands under damaged data.
      const bytes = inflateRawSync(packed.subarray(ZLIB_HEADER_BYTES), options);
      return isCutShort(error) ? { bytes } : { bytes, fault: DAMAGED };
    } catch {
      return { fault: DAMAGED };
    }
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
const isTooBig = (error: unknown): boolean => codeOf(error) === 'ERR_BUFFER_TOO_LARGE';
const isCutShort = (error: unknown): boolean => codeOf(error) === 'Z_BUF_ERROR';
