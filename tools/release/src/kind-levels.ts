import { LEVELS, type Level } from '@vyarna/avro';
import type { ChannelKind } from '@vyarna/contract';
import type { LoadedChannel, Sources } from '@vyarna/loader';

interface KindLevels {
  /** What holds where the channel states none. */
  readonly level: Level;
  /** What may be chosen instead, with a reason. */
  readonly lower: readonly Level[];
}

const strict: KindLevels = { level: 'FULL_TRANSITIVE', lower: [] };
const request: KindLevels = { level: 'FULL_TRANSITIVE', lower: ['BACKWARD_TRANSITIVE'] };

/** The compatibility level that new versions of a kind's schemas must keep. */
export const KIND_LEVELS: Readonly<Record<ChannelKind, KindLevels>> = {
  request,
  trigger: request,
  reply: { level: 'FULL_TRANSITIVE', lower: ['FORWARD_TRANSITIVE'] },
  event: strict,
  state: strict,
  snapshot: { level: 'BACKWARD_TRANSITIVE', lower: [] },
  'dead-letter': strict,
  queue: request,
};

/** The level of a channel's schemas. Where neither the channel nor its kind says one, the strictest: it can be lowered later, never raised. */
export const levelOf = (sources: Sources, { model: { kind }, facts }: Pick<LoadedChannel, 'model' | 'facts'>): Level => {
  const stated = LEVELS.find((level) => level === sources.scalar(facts.at('level')));
  return stated ?? (kind === null ? 'FULL_TRANSITIVE' : KIND_LEVELS[kind].level);
};

/** One level that is as strict as all of them together: a schema that travels on several channels must keep each one's. */
export const strictestOf = (levels: readonly Level[]): Level => {
  const binding = levels.filter((level) => level !== 'NONE');
  const some = (part: string): boolean => binding.some((level) => level.includes(part) || level.startsWith('FULL'));
  const [backward, forward] = [some('BACKWARD'), some('FORWARD')];
  if (!backward && !forward) return 'NONE';
  const direction = backward && forward ? 'FULL' : backward ? 'BACKWARD' : 'FORWARD';
  return binding.some((level) => level.endsWith('_TRANSITIVE')) ? `${direction}_TRANSITIVE` : direction;
};
