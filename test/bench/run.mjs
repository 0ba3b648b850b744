/**
 * `npm run bench -- extract import`: runs `test/bench/<name>.bench.mjs` one after the other; without names, lists them.
 * Benchmarks print ratios to a public reference measured in the same run. They assert nothing: machines are noisy.
 */
import { readdirSync } from 'node:fs';

const SUFFIX = '.bench.mjs';
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length));
const [name, ...rest] = process.argv.slice(2);

if (name === undefined || !known.includes(name)) {
  console.error(`Which benchmark? npm run bench -- ${known.join(' | ')}`);
  process.exit(2);
}
const { default: bench } = await import(`./${name}${SUFFIX}`);
await bench(rest);
