import type { ContractSet, LoadedChannel } from '@vyarna/loader';
import { levelOf } from '@vyarna/release';

/** The compatibility level that new versions of a topic's schemas must keep. */
export interface Compatibility {
  readonly level: string;
  /** Why the channel states a lower one than its kind has. */
  readonly reason?: string;
}

export const compatibilityOf = ({ sources }: ContractSet, channel: LoadedChannel): Compatibility => {
  const stated = (fact: string): string | undefined => {
    const value = sources.scalar(channel.facts.at(fact));
    return typeof value === 'string' ? value : undefined;
  };
  const reason = stated('level') === undefined ? undefined : stated('reason');
  return { level: levelOf(sources, channel), ...(reason === undefined ? {} : { reason }) };
};
