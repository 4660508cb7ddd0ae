import { avroJsonOf, checkLevel, type Schema, selfContained, UndecidedError } from '@vyarna/avro';
import { BoundedCache } from './bounded-cache.ts';
import { sha256 } from './content.ts';
import { avroNormalForm } from './normal-form.ts';
import { readAvro } from './read-avro.ts';
import { readJsonSchema } from './read-json-schema.ts';
import type { AvroSource, Comparison, Form, ResultOf, SchemaWork } from './schema-work.ts';

/** Characters of schema text whose trees are kept; a tree is some twenty times as large. */
const KEPT_TREES = 8_000_000;
/** Of each comparison in each direction; one more than are told, so that it can be said that there are. */
const MOST_FOUND = 1_001;

/** Does the work on schemas, and remembers the trees of those read last. */
export class SchemaEngine {
  readonly #trees = new BoundedCache<Schema>(KEPT_TREES);

  /** Refuses with 42201. */
  do<W extends SchemaWork>(work: W): ResultOf<W>;
  do(work: SchemaWork): ResultOf<SchemaWork> {
    switch (work.type) {
      case 'avro-form':
        return this.#form(work.schema);
      case 'json-form':
        return { ...readJsonSchema(work.text), badDefault: undefined };
      case 'normalized':
        return avroNormalForm(work.schema.text, this.#tree(work.schema).types);
      case 'resolved':
        return this.#resolved(work.schema);
      case 'resolved-form':
        return sha256(avroNormalForm(this.#resolved(work.schema), this.#tree(work.schema).types));
      case 'field-names':
        return this.#fieldNames(work.schema);
      case 'comparison':
        return comparison(work.level, this.#tree(work.schema), this.#tree(work.earlier));
    }
  }

  #form({ text, referred }: AvroSource): Form {
    const { schema, form, badDefault } = readAvro(text, referred);
    this.#keep(sourceKey(text, referred), schema);
    return { form, badDefault };
  }

  #tree({ text, referred }: AvroSource): Schema {
    const key = sourceKey(text, referred);
    return this.#trees.get(key) ?? this.#keep(key, readAvro(text, referred).schema);
  }

  #keep(key: string, schema: Schema): Schema {
    this.#trees.set(key, schema, key.length);
    return schema;
  }

  #resolved(schema: AvroSource): string {
    const { types } = this.#tree(schema);
    const root = JSON.parse(schema.text) as Parameters<typeof selfContained>[0];
    const written = selfContained(root, (name) => {
      const type = types.get(name);
      return type === undefined ? undefined : avroJsonOf(type);
    });
    return JSON.stringify(written);
  }

  #fieldNames(schema: AvroSource): readonly string[] {
    const { root, types } = this.#tree(schema);
    const type = root.kind === 'reference' ? types.get(root.name) : root;
    return type?.kind === 'record' ? type.fields.map(({ name }) => name) : [];
  }
}

function comparison(level: SchemaWork<'comparison'>['level'], schema: Schema, earlier: Schema): Comparison {
  try {
    const found = checkLevel(level, schema, [earlier]).flatMap(({ direction, incompatibilities }) =>
      incompatibilities.slice(0, MOST_FOUND).map((incompatibility) => ({ direction, incompatibility })),
    );
    return { found };
  } catch (error) {
    if (error instanceof UndecidedError) return { found: [], undecided: error.message };
    throw error;
  }
}

/** The text itself where it is all: it needs no copy. */
export const sourceKey = (text: string, referred: readonly string[]): string => (referred.length === 0 ? text : [text, ...referred].join('\n'));
