/**
 * Preloaded into a process that is to be killed: says on stderr when its first transaction begins and when it asks for
 * its first commit. Looks at what is sent to the database, server or embedded; the command itself knows nothing of it.
 */
import { writeSync } from 'node:fs';
import { Duplex } from 'node:stream';

/** As they stand in the protocol: a simple query, and a statement that is parsed without a name. */
const SENT = { work: 'begin \0', commit: '\0commit\0' };

const waiting = new Map(Object.entries(SENT));
const write = Duplex.prototype.write;

Duplex.prototype.write = function (chunk, ...rest) {
  if (Buffer.isBuffer(chunk)) {
    for (const [phase, text] of waiting) {
      if (!chunk.includes(text)) continue;
      waiting.delete(phase);
      writeSync(process.stderr.fd, `<${phase}>`);
    }
  }
  return write.call(this, chunk, ...rest);
};
