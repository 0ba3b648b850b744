/** Progress on long work: drawn with ora on a terminal, silent elsewhere. */
import type { Writable } from 'node:stream';

export interface Progress {
  /** `step('extract', 3, 39)` draws `extract 3/39`. */
  step(label: string, done?: number, total?: number): void;
  stop(): void;
}

export const NO_PROGRESS: Progress = { step: () => undefined, stop: () => undefined };

/** Loads ora only when something is really drawn: start-up counts. */
export function createProgress(stream: Writable): Progress {
  let latest = '';
  let stopped = false;
  let spinner: { text: string; stop(): unknown } | undefined;
  let starting = false;
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    spinner = ora({ text: latest, stream: stream as NodeJS.WriteStream, discardStdin: false }).start();
  };
  return {
    step(label, done, total) {
      latest = done === undefined ? label : `${label} ${done}${total === undefined ? '' : `/${total}`}`;
      if (spinner) spinner.text = latest;
      else if (!starting) {
        starting = true;
        void start();
      }
    },
    stop() {
      stopped = true;
      spinner?.stop();
      spinner = undefined;
    },
  };
}
