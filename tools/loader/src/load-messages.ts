import type { MessageModel } from '@vyarna/contract';
import { Facts } from './facts.ts';
import type { Schemas } from './load-schemas.ts';
import { type Place, type Sources, samePlace } from './sources.ts';

export interface LoadedMessage {
  readonly model: MessageModel;
  /** The record's own place is the schema file; this is the message object. */
  readonly place: Place;
  readonly carriesEnvelope: boolean;
}

const AVRO_FORMAT = /^application\/vnd\.apache\.avro(\+json|\+yaml)?(;version=1\.\d+(\.\d+)?)?$/;

/** Reads Message Objects, each once however often it is referred to. Names are the contract set's own: one name, one message. */
export class Messages {
  readonly #sources: Sources;
  readonly #schemas: Schemas;
  readonly #envelope: Place | undefined;
  readonly #byPlace = new Map<string, LoadedMessage | undefined>();
  readonly #byName = new Map<string, LoadedMessage>();

  constructor(sources: Sources, schemas: Schemas, envelope: Place | undefined) {
    this.#sources = sources;
    this.#schemas = schemas;
    this.#envelope = envelope;
  }

  get all(): readonly LoadedMessage[] {
    return [...this.#byName.values()];
  }

  named(name: string): LoadedMessage | undefined {
    return this.#byName.get(name);
  }

  /** `reference` may be a `$ref`; `appOf` tells the application that a file belongs to. Undefined, and reported, where it is broken. */
  load(reference: Place, appOf: (file: string) => string): LoadedMessage | undefined {
    const place = this.#sources.resolve(reference);
    if (place === undefined) return undefined;
    const id = `${place.file}#${place.pointer}`;
    if (!this.#byPlace.has(id)) this.#byPlace.set(id, this.#read(place, appOf(place.file)));
    return this.#byPlace.get(id);
  }

  #read(place: Place, app: string): LoadedMessage | undefined {
    const facts = new Facts(this.#sources, place);
    const traits = this.#sources.items(facts.at('traits')).map((trait) => this.#sources.resolve(trait));
    // A message wins over its traits, and a later trait over an earlier one.
    const layers = [facts, ...traits.toReversed().map((trait) => new Facts(this.#sources, trait))];
    const first = <Value>(read: (layer: Facts) => Value | undefined): Value | undefined => {
      for (const layer of layers) {
        const value = read(layer);
        if (value !== undefined) return value;
      }
      return undefined;
    };
    const name = first((layer) => layer.text('name'));
    if (name === undefined) {
      this.#sources.report(
        place,
        'missing-name',
        'A message must have a "name": it becomes the type of the event.',
        'Such as operator.operator.create.v1.',
      );
      return undefined;
    }
    const payload = this.#payload(place, facts);
    if (payload === undefined) return undefined;
    const kafka = (layer: Facts): Facts => layer.below('bindings').below('kafka');
    const strategies = ['TopicNameStrategy', 'RecordNameStrategy'] as const;
    const model: MessageModel = {
      name,
      app,
      summary: first((layer) => layer.text('summary')) ?? '',
      payload,
      lookup: first((layer) => kafka(layer).oneOf('schemaLookupStrategy', strategies)) ?? 'TopicNameStrategy',
    };
    const envelope = this.#envelope;
    const carriesEnvelope = envelope !== undefined && traits.some((trait) => trait !== undefined && samePlace(trait, envelope));
    const loaded = { model, place, carriesEnvelope };
    const earlier = this.#byName.get(name);
    if (earlier === undefined) this.#byName.set(name, loaded);
    else {
      const { file, line } = this.#sources.positionOf(earlier.place);
      this.#sources.report(facts.at('name') ?? place, 'duplicate-message', `The message name ${name} is used already, at ${file}:${line}.`);
    }
    return loaded;
  }

  #payload(place: Place, facts: Facts): string | undefined {
    const at = facts.at('payload');
    if (at === undefined) {
      this.#sources.report(place, 'missing-payload', 'A message must have a "payload" with "schemaFormat" and "schema".');
      return undefined;
    }
    const payload = new Facts(this.#sources, at);
    const format = payload.text('schemaFormat');
    if (format === undefined || !AVRO_FORMAT.test(format)) {
      const found = format === undefined ? 'The payload has no schemaFormat' : `The schemaFormat ${format} is not known here`;
      this.#sources.report(payload.at('schemaFormat') ?? at, 'unknown-schema-format', `${found}.`, 'Use application/vnd.apache.avro;version=1.12.0.');
      return undefined;
    }
    const written = this.#sources.member(at, 'schema');
    const schema = this.#sources.resolve(written);
    if (schema === undefined) {
      if (written === undefined) this.#sources.report(at, 'missing-payload', 'The payload has no "schema".');
      return undefined;
    }
    const type = this.#schemas.typeOfFile.get(schema.file);
    if (type !== undefined) {
      if (this.#schemas.types.get(type)?.kind === 'record') return type;
      this.#sources.report(written ?? at, 'payload-not-a-record', `The payload ${type} is not a record.`);
    } else if (!schema.file.endsWith('.avsc') || !/\/schemas\//.test(schema.file)) {
      this.#sources.report(written ?? at, 'payload-not-a-file', 'The payload must be a $ref to a .avsc file in a "schemas" folder.');
    } // else the schema file has findings of its own
    return undefined;
  }
}
