#!/usr/bin/env node
import { main } from '../dist/cli.js';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C ends at once.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
// `lekalo … | head` closes our stdout: that is no error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interrupt.signal,
  now: () => new Date(),
});
