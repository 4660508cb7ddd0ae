import type { LoadedChannel, LoadedMessage, Place } from '@vyarna/loader';
import { isOnKafka, KIND_POLICIES } from '../kinds.ts';
import type { Model } from '../model.ts';
import type { Report, Rule } from '../rule.ts';

/** The version of the Kafka bindings that the loader reads. */
const VERSION = '0.5.0';

const version: Rule = {
  id: 'BINDING_VERSION',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Without its version a binding is read by the newest rules of each tool, which differ.',
  hint: `Add bindingVersion: '${VERSION}'.`,
  channel: (channel, model, report) => checkVersion(channel, model, report, channel.model.key),
  message: (message, model, report) => checkVersion(message, model, report, message.model.name),
  operation: (operation, model, report) => checkVersion(operation, model, report, operation.model.id),
};

const checkVersion = (owner: { readonly place: Place; readonly traits?: readonly Place[] }, model: Model, report: Report, name: string): void => {
  const binding = model.kafka(owner);
  if (binding === undefined) return;
  const at = model.kafka(owner, 'bindingVersion');
  const stated = model.sources.scalar(at);
  if (stated === VERSION) return;
  const what = at === undefined ? 'states no version' : `is of version ${String(stated)}`;
  report(at ?? binding, `The Kafka binding of ${name} ${what}.`, at === undefined ? version.hint : `Write bindingVersion: '${VERSION}'.`);
};

/** Messages with an Avro payload on Kafka, with the channels of a known kind that they travel on. */
const framedOn = (message: LoadedMessage, model: Model): readonly LoadedChannel[] =>
  message.payload?.format === 'avro' ? model.channelsOf(message).filter(({ model: channel }) => channel.kind !== null && isOnKafka(channel)) : [];

const schemaId: Rule = {
  id: 'SCHEMA_ID_LOCATION',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Readers that are not ours must know that the id of the schema stands before the value, and in which form.',
  hint: 'State schemaIdLocation: payload and schemaIdPayloadEncoding: confluent in bindings.kafka.',
  message(message, model, report) {
    if (framedOn(message, model).length === 0) return;
    for (const [fact, wanted] of [
      ['schemaIdLocation', 'payload'],
      ['schemaIdPayloadEncoding', 'confluent'],
    ] as const) {
      const at = model.kafka(message, fact);
      if (model.text(at) === wanted) continue;
      report(at ?? model.kafka(message) ?? message.place, `The ${fact} of ${message.model.name} must be ${wanted}.`);
      return;
    }
  },
};

const lookup: Rule = {
  id: 'LOOKUP_STRATEGY',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'The strategy gives the subject under which a schema is registered; with the wrong one readers do not find it, or one type hides another.',
  hint: 'Use RecordNameStrategy for replies, where several types share a topic, else TopicNameStrategy.',
  message(message, model, report) {
    const stated = model.kafka(message, 'schemaLookupStrategy');
    for (const { model: channel } of framedOn(message, model)) {
      const wanted = channel.kind === null ? null : KIND_POLICIES[channel.kind].lookup;
      if (wanted === null || model.text(stated) === wanted) continue;
      const kind = channel.kind === 'reply' ? 'a reply' : `on the ${channel.kind} ${channel.key}`;
      report(stated ?? model.kafka(message) ?? message.place, `${message.model.name} is ${kind}, so its schemaLookupStrategy must be ${wanted}.`, '');
      return;
    }
  },
};

const key: Rule = {
  id: 'KEY_SCHEMA_MISSING',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'The key decides the partition, and so the order; readers that are not ours must know its form.',
  hint: 'State bindings.kafka.key, such as { type: string, format: uuid }.',
  message(message, model, report) {
    if (framedOn(message, model).length === 0 || model.kafka(message, 'key') !== undefined) return;
    report(model.kafka(message) ?? message.place, `${message.model.name} does not say what its key is.`);
  },
};

const queue: Rule = {
  id: 'QUEUE_BINDING',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Whether a queue survives a restart of its broker is said by its binding only.',
  hint: 'Add bindings.amqp: { is: queue, queue: { name: <address>, durable: true }, bindingVersion: 0.3.0 }.',
  channel({ model: { kind, key: name }, place }, { sources }, report) {
    if (kind !== 'queue') return;
    const binding = sources.get(place, 'bindings', 'amqp');
    if (binding === undefined) report(place, `The queue ${name} has no AMQP binding.`);
    else if (sources.scalar(sources.get(binding, 'is')) !== 'queue')
      report(sources.get(binding, 'is') ?? binding, `The AMQP binding of ${name} must say is: queue.`);
  },
};

export const bindingRules: readonly Rule[] = [version, schemaId, lookup, key, queue];
