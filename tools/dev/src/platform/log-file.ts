import { openSync, renameSync, statSync } from 'node:fs';

const MOST_BYTES = 10_000_000;

/** Opens a log for appending. A big one is put aside first as `<file>.1`, so that a data folder does not grow for ever. */
export function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}
