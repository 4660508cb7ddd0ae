import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Step } from './check-releases.ts';

/** Carries the steps out, in order, and tells of each once it is done. */
export function* writeSteps(root: string, steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    const path = join(root, step.file);
    if (step.text === null) rmSync(path);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, step.text);
    }
    yield step;
  }
}
