import { type AvroJson, type Contracts, type MessageModel, topicsOfChannel } from '@vyarna/contract';

export interface SubjectSchema {
  readonly subject: string;
  /** Self-contained. */
  readonly schema: AvroJson;
}

/** The subject and Avro schema of every message that travels on a channel in use or is kept as a snapshot, and of those no channel lists (dead letters). */
export function subjectSchemas(contracts: Contracts): SubjectSchema[] {
  const { channels, messages } = contracts.bundle;
  const found = new Map<string, SubjectSchema>();
  const add = (message: MessageModel, topic: string): void => {
    // JSON Schema has no verdict, and programs send Avro alone.
    if (message.payload === null || contracts.bundle.jsonTypes?.[message.payload] !== undefined) return;
    const subject = contracts.subjectOf(message, topic);
    found.set(subject, { subject, schema: contracts.schemaOf(message.payload) });
  };
  for (const channel of Object.values(channels)) {
    if (channel.lifecycle !== 'active' && channel.lifecycle !== 'deprecated') continue;
    // A reply channel has no topic of its own; the subjects of its messages do not need one.
    const topics = topicsOfChannel(channel);
    for (const name of channel.messages) for (const topic of topics.length > 0 ? topics : ['']) add(contracts.message(name), topic);
  }
  const listed = new Set(Object.values(channels).flatMap((channel) => channel.messages));
  for (const message of Object.values(messages)) if (!listed.has(message.name) && message.lookup === 'RecordNameStrategy') add(message, '');
  return [...found.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}
