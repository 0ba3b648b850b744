#!/usr/bin/env node
import { readsPdfs, startReaderWorker } from '../dist/readerWorker.js';

const args = process.argv.slice(2);
// It takes longest, so it begins first.
const worker = readsPdfs(args) ? startReaderWorker() : undefined;

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C ends at once.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
// `lekalo … | head` closes our stdout: that is no error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { loadProgram } = await import('../dist/parts.js');
const { main, takeHeadStart } = await loadProgram();
if (worker) await takeHeadStart(worker);
process.exitCode = await main(args, {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interrupt.signal,
  now: () => new Date(),
});
