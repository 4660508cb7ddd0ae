import { topicsOfChannel } from '@vyarna/contract';
import type { ContractSet, Finding, LoadedChannel, LoadedMessage } from '@vyarna/loader';
import type { History } from './history.ts';
import { isInUse } from './subjects.ts';

/**
 * The messages of channels in use whose payload is JSON Schema, each a warning: they are not released. Between two JSON Schemas there is no verdict, so a
 * registry holds them at level NONE only, and programs send Avro alone.
 */
export const notReleased = (set: ContractSet): readonly Finding[] =>
  [...new Set(usesOfJson(set).map(({ message }) => message))].map((message) => ({
    ...placeOf(set, message),
    rule: 'JSON_SCHEMA_NOT_RELEASED',
    severity: 'warning',
    message: `The payload of ${message.model.name} is JSON Schema: it is not released, no registry gets it, and nothing holds a change of it against what was.`,
    hint: 'Write it as Avro to have its changes judged.',
  }));

/** Messages that are JSON Schema now where Avro was released: no reader of the one reads the other. */
export const turnedIntoJson = (set: ContractSet, { releases }: History): readonly Finding[] =>
  usesOfJson(set).flatMap(({ channel, message }) =>
    topicsOfChannel(channel.model)
      .map((topic) => `${topic}-value`)
      .filter((subject) => message.model.lookup === 'TopicNameStrategy' && releases.has(subject))
      .map((subject) => ({
        ...placeOf(set, message),
        rule: 'RELEASE_INCOMPATIBLE',
        severity: 'error',
        message: `${subject} was released as Avro, but the payload of ${message.model.name} is JSON Schema now: nobody who reads the one reads the other.`,
        hint: 'Undo the change, or make it in a new channel that supersedes this one.',
      })),
  );

interface Use {
  readonly channel: LoadedChannel;
  readonly message: LoadedMessage;
}

const usesOfJson = ({ channels }: ContractSet): readonly Use[] =>
  channels
    .filter(isInUse)
    .flatMap((channel) => channel.messages.flatMap((message) => (message.payload?.format === 'json' ? [{ channel, message }] : [])));

const placeOf = ({ sources }: ContractSet, { payload, place }: LoadedMessage): Pick<Finding, 'file' | 'line' | 'column'> => {
  const { file, line, column } = sources.positionOf(payload?.place ?? place);
  return { file, line, column };
};
