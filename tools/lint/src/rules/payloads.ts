import type { Rule } from '../rule.ts';

const severalTypes: Rule = {
  id: 'CHANNEL_SEVERAL_TYPES',
  level: 'BASIC',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A topic of one record type has one schema, one history and typed readers; a second type breaks every reader that does not know it.',
  hint: 'Give each its own channel.',
  channel({ model: { key, kind }, place }, { sources }, report) {
    const second = sources.entries(sources.get(place, 'messages'))[1]?.[1];
    if (kind === 'reply' || second === undefined) return;
    report(second, `${key} has more than one message; only a reply channel may.`);
  },
};

const withoutMessage: Rule = {
  id: 'CHANNEL_WITHOUT_MESSAGE',
  level: 'BASIC',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Without a message nothing is known of what travels there, so nothing can be checked or generated.',
  hint: "Such as messages: { OrderPlaced: { $ref: '#/components/messages/OrderPlaced' } }.",
  channel({ model: { key }, place, messages }, _, report) {
    if (messages.length === 0) report(place, `${key} has no messages.`);
  },
};

const withoutPayload: Rule = {
  id: 'MESSAGE_WITHOUT_PAYLOAD',
  level: 'BASIC',
  theme: 'TYPES',
  severity: 'error',
  why: 'Without a payload nothing is known of what a message carries, so any bytes pass.',
  hint: 'State "payload" with "schemaFormat" and "schema".',
  message({ model, place, payload }, _, report) {
    if (payload === null) report(place, `${model.name} has no payload.`);
  },
};

const notAvro: Rule = {
  id: 'PAYLOAD_NOT_AVRO',
  level: 'STANDARD',
  theme: 'TYPES',
  severity: 'error',
  why: 'The codec, the registry and the compatibility checks are those of Avro; a payload of another language has none of them.',
  hint: 'Describe it in a .avsc file, with schemaFormat application/vnd.apache.avro;version=1.12.0.',
  message({ model, payload }, _, report) {
    if (payload?.format === 'json') report(payload.place, `The payload of ${model.name} is described by JSON Schema, not by Avro.`);
  },
};

const notRecord: Rule = {
  id: 'PAYLOAD_NOT_RECORD',
  level: 'MINIMAL',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'Neither a union nor a plain value at the top can grow without breaking readers; a record with optional fields can.',
  hint: 'Make it a record; of a union, a record with one optional field for each branch.',
  message(message, model, report) {
    const { payload } = message;
    if (payload?.format !== 'avro' || model.recordOf(message) !== undefined) return;
    const what =
      payload.root.kind === 'reference'
        ? payload.name
        : `of ${message.model.name}, ${payload.root.kind === 'scalar' ? `a ${payload.root.type}` : `${/^[aeiou]/.test(payload.root.kind) ? 'an' : 'a'} ${payload.root.kind}`},`;
    report(payload.place, `The payload ${what} is not a record.`);
  },
};

const inline: Rule = {
  id: 'PAYLOAD_NOT_A_FILE',
  level: 'STANDARD',
  theme: 'FILES',
  severity: 'error',
  why: 'A schema in a file of its own can be referred to, released and compared by itself.',
  hint: 'Move the schema to a file, and refer to it by $ref.',
  message({ payload }, _, report) {
    if (payload?.format !== 'avro') return;
    const [file = '', pointer] = payload.id.split('#');
    if (pointer === undefined && file.endsWith('.avsc') && /(^|\/)schemas\//.test(file)) return;
    report(payload.place, 'The payload must be a $ref to a .avsc file in a "schemas" folder.');
  },
};

export const payloadRules: readonly Rule[] = [severalTypes, withoutMessage, withoutPayload, notAvro, notRecord, inline];
