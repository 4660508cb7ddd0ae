import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from '@vyarna/codegen';
import { type Spread, spreadOf } from './measure.ts';

const WARM_UP = 3;
const COUNTED = 9;

/** How long a watch takes to bring the output in line with one edit, from reading to writing, in milliseconds. What it does after is not counted. */
export const timeEdits = async (root: string, file: string, word: string): Promise<Spread> => {
  const workspace = new Workspace({ root, contracts: 'contracts', flows: 'flow-manager/flows', out: 'generated' });
  await workspace.update();
  await workspace.update();
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(word)) throw new Error(`${file} does not say "${word}".`);
  const times: number[] = [];
  for (let index = 0; index < WARM_UP + COUNTED; index += 1) {
    writeFileSync(path, text.replace(word, `${word} (${index})`));
    const started = performance.now();
    const { drift } = await workspace.update();
    if (drift.changed.length === 0) throw new Error(`An edit of ${file} changed nothing.`);
    if (index >= WARM_UP) times.push(performance.now() - started);
    workspace.mend();
  }
  writeFileSync(path, text);
  await workspace.update();
  return spreadOf(times);
};
