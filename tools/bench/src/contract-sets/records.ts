import type { Application, Entity, Message } from './plan.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly namespace: string;
  readonly doc: string;
  readonly fields: readonly AvroField[];
}

interface AvroField {
  readonly name: string;
  readonly type: Json;
  readonly doc: string;
  readonly [attribute: string]: Json;
}

const uuid: Json = { type: 'string', logicalType: 'uuid' };
const micros: Json = { type: 'long', logicalType: 'timestamp-micros' };

/** Named types that an application's messages share, each in a file of its own. */
export const sharedRecords = ({ namespace }: Application): readonly AvroRecord[] => [
  {
    type: 'record',
    name: 'Money',
    namespace,
    doc: 'A sum in one currency.',
    fields: [
      { name: 'amount', type: { type: 'bytes', logicalType: 'decimal', precision: 18, scale: 2 }, doc: 'With its cents, never rounded.' },
      { name: 'currency', type: 'string', doc: 'By ISO 4217, such as EUR.', pattern: '^[A-Z]{3}$' },
    ],
  },
  {
    type: 'record',
    name: 'Card',
    namespace,
    doc: 'Paid with a card.',
    fields: [
      { name: 'last4', type: 'string', doc: 'As printed on the receipt.', pattern: '^[0-9]{4}$' },
      { name: 'expires', type: { type: 'int', logicalType: 'date' }, doc: 'The last day it can be charged.' },
    ],
  },
  {
    type: 'record',
    name: 'Transfer',
    namespace,
    doc: 'Paid from a bank.',
    fields: [{ name: 'iban', type: 'string', doc: 'Where the sum comes from.', minLength: 15, maxLength: 34, 'confluent:tags': ['PII'] }],
  },
  {
    type: 'record',
    name: 'Line',
    namespace,
    doc: 'One position of a list.',
    fields: [
      { name: 'sku', type: 'string', doc: 'Names the article in the catalogue.', minLength: 1, maxLength: 40 },
      { name: 'quantity', type: 'int', doc: 'How many pieces.', minimum: 1, maximum: 10000 },
      { name: 'price', type: `${namespace}.Money`, doc: 'What one piece costs.' },
    ],
  },
];

/** The fields that records take nine of, in turn: every kind of type, named types of other files among them. */
const pool = ({ namespace }: Application, { record }: Message): readonly AvroField[] => [
  { name: 'businessUnitId', type: uuid, doc: 'The unit that owns it.' },
  { name: 'total', type: `${namespace}.Money`, doc: 'What it costs in all.' },
  { name: 'note', type: ['null', 'string'], default: null, doc: 'What a clerk wrote on it.', maxLength: 500 },
  { name: 'placedAt', type: micros, doc: 'When it was first seen.' },
  {
    name: 'channel',
    type: { type: 'enum', name: `${record}Channel`, symbols: ['UNKNOWN', 'WEB', 'PHONE', 'BRANCH'], default: 'UNKNOWN', doc: 'Where it came in.' },
    doc: 'The desk or device it was entered at.',
  },
  { name: 'payment', type: ['null', `${namespace}.Card`, `${namespace}.Transfer`], default: null, doc: 'How it was paid, once it was.' },
  { name: 'lines', type: { type: 'array', items: `${namespace}.Line` }, default: [], doc: 'What it is made of.' },
  { name: 'labels', type: { type: 'map', values: 'string' }, default: {}, doc: 'Words that customers search for.' },
  { name: 'dueOn', type: { type: 'int', logicalType: 'date' }, doc: 'The day it must be done.' },
  { name: 'revision', type: 'long', doc: 'Counts its changes.', minimum: 0, maximum: 9007199254740991 },
  { name: 'weight', type: ['null', 'double'], default: null, doc: 'In kilograms, packaging included.' },
  { name: 'email', type: 'string', doc: 'Where its owner is told.', format: 'email', maxLength: 254, 'confluent:tags': ['PII'] },
  { name: 'urgent', type: 'boolean', default: false, doc: 'Whether it goes first.' },
];

const FIELDS = 10;

/** The record of a message: its entity's id and nine further fields. */
export const recordOf = (application: Application, entity: Entity, message: Message): AvroRecord => {
  const fields = pool(application, message);
  const turned = Array.from({ length: FIELDS - 1 }, (_, place) => fields[(message.index * 4 + place) % fields.length] as AvroField);
  return {
    type: 'record',
    name: message.record,
    namespace: application.namespace,
    doc: `What ${message.name} says.`,
    fields: [{ name: `${entity.name}Id`, type: uuid, doc: `Names one ${entity.name} for ever.` }, ...turned],
  };
};
