import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** The settings that the first argument names: a JSON file, see README.md. */
export function settings() {
  const file = process.argv[2];
  if (!file) {
    throw new Error('usage: node <client>.mjs <settings.json>');
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Runs named steps one after the other, and says on standard output, one line of JSON each: first what is going to be run, then how each went.
 * What follows a step that failed is not run, unless the steps are independent of each other. A step may return a note.
 */
export async function run(steps, last = async () => {}, independent = false) {
  tell({ plan: Object.keys(steps) });
  try {
    for (const [step, act] of Object.entries(steps)) {
      const start = performance.now();
      try {
        const note = await act();
        tell({ step, ok: true, ms: Math.round(performance.now() - start), ...(note === undefined ? {} : { note: String(note) }) });
      } catch (error) {
        tell({ step, ok: false, ms: Math.round(performance.now() - start), error: described(error) });
        process.exitCode = 1;
        if (!independent) {
          return;
        }
      }
    }
  } finally {
    await last();
  }
}

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function described(error) {
  const answer = error.response?.data ?? error.cause ?? error.body;
  return [error.stack ?? String(error), answer === undefined ? '' : JSON.stringify(answer, Object.getOwnPropertyNames(Object(answer)))].join('\n').trim();
}
