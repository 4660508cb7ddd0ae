import type { Base } from '@vyarna/release';
import { type Options, UsageError } from './command.ts';

/** The option by which every command that looks at released versions says what they are compared with. */
export const AGAINST_OPTION = {
  against: { value: 'REF', summary: 'the commit whose released versions may not change (where this branch left the main one)' },
} as const satisfies Options;

/** Null where there is nothing to compare with. */
export const baseOf = async (root: string, contracts: string, against: string | undefined): Promise<Base | null> => {
  const { findBase, UnknownReference } = await import('@vyarna/release');
  try {
    return findBase(root, contracts, against);
  } catch (error) {
    if (error instanceof UnknownReference) throw new UsageError(error.message);
    throw error;
  }
};
