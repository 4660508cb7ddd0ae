import type { ChannelKind, ChannelModel } from '@vyarna/contract';
import type { ContractSet, Place } from '@vyarna/loader';

/** The compatibility level that new versions of a topic's schemas must keep. */
export interface Compatibility {
  readonly level: string;
  /** Why the channel states a lower one than its kind has. */
  readonly reason?: string;
}

/** What holds where a channel states no `level`. */
const LEVELS: Readonly<Record<ChannelKind, string>> = {
  request: 'FULL_TRANSITIVE',
  trigger: 'FULL_TRANSITIVE',
  reply: 'FULL_TRANSITIVE',
  event: 'FULL_TRANSITIVE',
  state: 'FULL_TRANSITIVE',
  snapshot: 'BACKWARD_TRANSITIVE',
  'dead-letter': 'FULL_TRANSITIVE',
  queue: 'FULL_TRANSITIVE',
};

export const compatibilityOf = ({ sources }: ContractSet, { kind }: ChannelModel, place: Place | undefined): Compatibility => {
  const stated = (fact: string): string | undefined => {
    const value = sources.scalar(sources.get(place, 'x-vyarna', fact));
    return typeof value === 'string' ? value : undefined;
  };
  const level = stated('level');
  const reason = stated('reason');
  return { level: level ?? (kind === null ? 'NONE' : LEVELS[kind]), ...(level === undefined || reason === undefined ? {} : { reason }) };
};
