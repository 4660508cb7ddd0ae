import { join } from 'node:path';
import { type Bundle, readBundle } from '@vyarna/contract';
import { findRepository } from './repository.ts';

/** Words that a shell may complete to, from the generated bundle: reading the contracts themselves would keep a person at the TAB key waiting. */
export const completeFromBundle =
  (words: (bundle: Bundle) => readonly string[]): (() => Promise<readonly string[]>) =>
  async () =>
    words(readBundle(join(findRepository(process.cwd()), 'generated/bundle.json')));
