#!/usr/bin/env node
import { takeHeadStart } from '../dist/commands/headStart.js';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C ends at once.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
// `lekalo … | head` closes our stdout: that is no error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const args = process.argv.slice(2);
await takeHeadStart(args);
const { main } = await import('../dist/cli.js');
process.exitCode = await main(args, {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interrupt.signal,
  now: () => new Date(),
});
