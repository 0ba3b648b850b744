/**
 * The build, once TypeScript is compiled: `node dist/build/build.js LIST.pdf` makes scripts of lekalo's parts, and reads that
 * list for V8 to compile what reading takes.
 */
import { resolve } from 'node:path';
import { writeLibrary } from '../extract/pdf/libraryCode.ts';
import { type Part, type Program, type Reader, runPart, scriptOf } from '../parts.ts';
import { keepCompiled, readScript, type Script, writeScript } from '../script.ts';
import { bundlePart } from './bundle.ts';

const [list] = process.argv.slice(2).map((path) => resolve(path));
if (list === undefined) throw new Error('Which list shall be read?');
writeLibrary();
const reader = await makeScript('reader');
const program = await makeScript('program');
await runPart<Reader>(reader).precompileReader(list);
keepCompiled(scriptOf('reader'), reader);
await runPart<Program>(program).precompileProgram(list);
keepCompiled(scriptOf('program'), program);

async function makeScript(part: Part): Promise<Script> {
  const file = scriptOf(part);
  writeScript(file, await bundlePart(part));
  return readScript(file)!;
}
