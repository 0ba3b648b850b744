/**
 * Preloaded into a process that is to be killed: says on stderr when its first transaction begins and when it asks for
 * its first commit; of a command that writes files, when it opens the first one and when it renames the first one to its
 * place. Looks at what leaves the process; the command itself knows nothing of it.
 */
import fs, { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Duplex } from 'node:stream';

/** As they stand in the protocol: a simple query, and a statement that is parsed without a name. */
const SENT = { work: 'begin \0', commit: '\0commit\0' };

const said = new Set();
function say(phase) {
  if (said.has(phase)) return;
  said.add(phase);
  writeSync(process.stderr.fd, `<${phase}>`);
}

const { write } = Duplex.prototype;
Duplex.prototype.write = function (chunk, ...rest) {
  if (Buffer.isBuffer(chunk)) {
    for (const [phase, text] of Object.entries(SENT)) {
      if (!said.has(phase) && chunk.includes(text)) say(phase);
    }
  }
  return write.call(this, chunk, ...rest);
};

for (const [name, phase] of [
  ['open', 'work'],
  ['rename', 'commit'],
]) {
  const original = fs.promises[name];
  fs.promises[name] = (path, ...rest) => {
    if (String(path).endsWith('.tmp')) say(phase);
    return original(path, ...rest);
  };
}
syncBuiltinESMExports();
