/** Start-up: `lekalo --help` beside `node -e 0`. Target: under 2.5 ×. */
import { compare, printTable } from './measure.mjs';

export default async function bench() {
  const [node, help] = await compare(
    [
      [process.execPath, '-e', '0'],
      [process.execPath, 'bin/lekalo.js', '--help'],
    ],
    { runs: 15 },
  );
  printTable([
    ['command', 'wall ms', 'peak MB', 'ratio'],
    ['node -e 0', node.wallMs.toFixed(1), node.peakMb.toFixed(0), '1.00'],
    ['lekalo --help', help.wallMs.toFixed(1), help.peakMb.toFixed(0), (help.wallMs / node.wallMs).toFixed(2)],
  ]);
}
