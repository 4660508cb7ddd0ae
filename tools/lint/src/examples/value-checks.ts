import { jsonSchemaOfTypes } from '@vyarna/avro';
import { createContracts, createValueChecks, type JsonSchema, type ValueCheck, type Violation } from '@vyarna/contract';
import type { ContractSet, LoadedMessage } from '@vyarna/loader';
import { surelyFits } from './surely-fits.ts';

/** What is wrong with values of messages, in the words of running programs. A schema is compiled only for a value that may not fit. */
export class ValueChecks {
  readonly #set: ContractSet;
  #known: JsonSchema | undefined;
  readonly #newCheck = createValueChecks();
  readonly #headerChecks = new Map<object, ValueCheck>();
  #contracts: ReturnType<typeof createContracts> | undefined;

  constructor(set: ContractSet) {
    this.#set = set;
  }

  /** Of every type; made for the first example. */
  get #definitions(): JsonSchema {
    this.#known ??= definitionsOf(this.#set);
    return this.#known;
  }

  payload({ payload }: LoadedMessage, value: unknown): readonly Violation[] {
    if (payload === null) return [];
    const schema = payload.format === 'json' ? payload.schema : (this.#definitions[payload.name] ?? false);
    if (surelyFits(schema, value, payload.format === 'json' ? defsOf(payload.schema) : this.#definitions)) return [];
    this.#contracts ??= createContracts(this.#set.bundle);
    return this.#contracts.validate(payload.name, value);
  }

  /** By the message's own headers, and the envelope's where it carries it. */
  headers({ headers, carriesEnvelope }: LoadedMessage, value: unknown): readonly Violation[] {
    const schemas = [...(headers === null ? [] : [headers.schema]), ...(carriesEnvelope ? [this.#set.envelope] : [])];
    return schemas.flatMap((schema) => {
      if (surelyFits(schema, value, defsOf(schema))) return [];
      const check = this.#headerChecks.get(schema) ?? this.#newCheck(() => schema);
      this.#headerChecks.set(schema, check);
      return check(value);
    });
  }
}

const definitionsOf = ({ definitions, types }: ContractSet): JsonSchema => {
  const refOf = (name: string): string => `#/$defs/${name}`;
  const root = { kind: 'scalar', type: 'null', form: 'null', constraints: {}, attributes: {}, position: { line: 1, column: 1 } } as const;
  return (jsonSchemaOfTypes({ root, definitions: definitions.map(({ type }) => type), types, refOf })['$defs'] ?? {}) as JsonSchema;
};

const defsOf = (schema: JsonSchema): JsonSchema => (schema['$defs'] ?? {}) as JsonSchema;
