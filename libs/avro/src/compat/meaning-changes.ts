/**
 * What a compatibility level lets pass although the values mean something else afterwards, or are refused by the contract's own constraints.
 * Avro looks at shapes alone: the same eight bytes are milliseconds to the one and microseconds to the other.
 */
import {
  type Attributes,
  type AvroType,
  branchName,
  type Constraints,
  type Field,
  type Logical,
  type NamedType,
  type RecordType,
  type ReferenceType,
  type ScalarType,
} from '../front/ast.ts';
import type { Schema } from '../schema/read-schema.ts';
import { type ConstraintChange, constraintChanges } from './constraint-change.ts';
import { withinStack } from './incompatibility.ts';
import { fieldNamed } from './name-rules.ts';
import { unitsIn } from './units.ts';

export type MeaningRule =
  | 'CONSTRAINT_CHANGED'
  | 'CONSTRAINT_LOOSENED'
  | 'CONSTRAINT_TIGHTENED'
  | 'DECIMAL_PRECISION'
  | 'DECIMAL_SCALE'
  | 'ENUM_DEFAULT_LATE'
  | 'LOGICAL_TYPE_ADDED'
  | 'LOGICAL_TYPE_CHANGED'
  | 'LOGICAL_TYPE_DROPPED'
  | 'PII_TAG_DROPPED'
  | 'STRING_AND_BYTES'
  | 'TIME_UNIT'
  | 'UNIT_IN_DOCS';

export interface MeaningChange {
  readonly rule: MeaningRule;
  /** A JSON pointer into the newer schema. */
  readonly path: string;
  readonly message: string;
  /** Who is hurt where only one side is: `backward` is a new reader of old data, `forward` an old reader of new data. */
  readonly breaks: readonly ('backward' | 'forward')[];
}

/** Every change of meaning between two versions that Avro may find compatible, in the order of the newer schema. Throws `TooDeepError`. */
export const meaningChanges = (older: Schema, newer: Schema): readonly MeaningChange[] => withinStack(() => new Comparison(older, newer).changes());

const BOTH = ['backward', 'forward'] as const;

class Comparison {
  readonly #older: Schema;
  readonly #newer: Schema;
  readonly #found: MeaningChange[] = [];
  readonly #seen = new Map<NamedType, Set<NamedType>>();

  constructor(older: Schema, newer: Schema) {
    this.#older = older;
    this.#newer = newer;
  }

  changes(): readonly MeaningChange[] {
    this.#types(this.#older.root, this.#newer.root, '');
    return this.#found;
  }

  #tell(rule: MeaningRule, path: string, message: string, breaks: MeaningChange['breaks'] = BOTH): void {
    this.#found.push({ rule, path: path === '' ? '/' : path, message, breaks });
  }

  #types(was: AvroType, is: AvroType, path: string): void {
    if (was.kind === 'union' || is.kind === 'union') {
      this.#unions(optionsOf(was), optionsOf(is), path, is.kind === 'union');
      return;
    }
    if (was.kind !== is.kind) return;
    this.#tags(was.attributes, is.attributes, path);
    this.#constraints(was.constraints, is.constraints, path);
    if (was.kind === 'reference' && is.kind === 'reference') this.#references(was, is, path);
    if (was.kind === 'array' && is.kind === 'array') this.#types(was.items, is.items, `${path}/items`);
    if (was.kind === 'map' && is.kind === 'map') this.#types(was.values, is.values, `${path}/values`);
    if (was.kind === 'scalar' && is.kind === 'scalar') this.#scalars(was, is, path);
  }

  #references(was: ReferenceType, is: ReferenceType, path: string): void {
    const [old, fresh] = [this.#older.types.get(was.name), this.#newer.types.get(is.name)];
    if (old !== undefined && fresh !== undefined) this.#named(old, fresh, path);
  }

  #scalars(was: ScalarType, is: ScalarType, path: string): void {
    const swapped = [was.type, is.type].sort().join() === 'bytes,string';
    if (swapped) this.#tell('STRING_AND_BYTES', path, `It was ${was.type} and is ${is.type}: readers take the bytes for text, or text for bytes.`);
    this.#logical(was.logical, is.logical, path);
  }

  /** Branches of one name are one; what is left of either side is told by the compatibility rules. */
  #unions(was: readonly AvroType[], is: readonly AvroType[], path: string, indexed: boolean): void {
    const shape = (type: AvroType): string => (type.kind === 'reference' ? (type.name.split('.').at(-1) ?? '') : branchName(type));
    for (const [index, branch] of is.entries()) {
      const same = was.find((old) => shape(old) === shape(branch)) ?? was.find((old) => [shape(old), shape(branch)].sort().join() === 'bytes,string');
      if (same !== undefined && shape(branch) !== 'null') this.#types(same, branch, indexed ? `${path}/${index}` : path);
    }
  }

  #named(was: NamedType, is: NamedType, path: string): void {
    const seen = this.#seen.get(is) ?? new Set();
    if (seen.has(was)) return;
    this.#seen.set(is, seen.add(was));
    this.#tags(was.attributes, is.attributes, path);
    if (was.kind === 'record' && is.kind === 'record') this.#fields(was, is, path);
    if (was.kind === 'fixed' && is.kind === 'fixed') {
      this.#logical(was.logical, is.logical, path);
      this.#constraints(was.constraints, is.constraints, path);
    }
    if (was.kind === 'enum' && is.kind === 'enum' && was.default === undefined && is.default !== undefined) {
      const message = `The default symbol ${is.default} is new: readers with the older schema have none, and still fail on a symbol they do not know.`;
      this.#tell('ENUM_DEFAULT_LATE', path, message, ['forward']);
    }
  }

  #fields(was: RecordType, is: RecordType, path: string): void {
    for (const [index, field] of is.fields.entries()) {
      const old = fieldNamed(was, field.name) ?? aliased(was, field.aliases);
      if (old === undefined) continue;
      const at = `${path}/fields/${index}`;
      this.#tags(old.attributes, field.attributes, at);
      this.#units(old, field, at);
      this.#types(old.type, field.type, `${at}/type`);
    }
  }

  #units(was: Field, is: Field, path: string): void {
    const [old, fresh] = [unitsIn(was.doc), unitsIn(is.doc)];
    if (old.length === 0 || fresh.length === 0 || old.join() === fresh.join()) return;
    this.#tell('UNIT_IN_DOCS', path, `The doc of ${is.name} named ${old.join(' and ')} and names ${fresh.join(' and ')} now.`);
  }

  #tags(was: Attributes, is: Attributes, path: string): void {
    if (tagsOf(was).includes('PII') && !tagsOf(is).includes('PII')) {
      this.#tell('PII_TAG_DROPPED', path, 'It was tagged as personal data and no longer is: what redacts and erases by the tag passes it over.');
    }
  }

  #logical(was: Logical | undefined, is: Logical | undefined, path: string): void {
    if (was === undefined && is === undefined) return;
    if (is === undefined) this.#tell('LOGICAL_TYPE_DROPPED', path, `It was ${was?.name} and has no logical type now: readers get the raw value.`);
    else if (was === undefined)
      this.#tell('LOGICAL_TYPE_ADDED', path, `It is ${is.name} now and had no logical type: what the old values count is not known.`);
    else if (was.name === 'decimal' && is.name === 'decimal') this.#decimals(was, is, path);
    else if (was.name !== is.name) {
      const [family, other] = [was.name, is.name].map((name) => name.replace(/-(millis|micros|nanos)$/, ''));
      if (family === other)
        this.#tell('TIME_UNIT', path, `It counted in ${unitOf(was)} and counts in ${unitOf(is)}: the same number is another time.`);
      else this.#tell('LOGICAL_TYPE_CHANGED', path, `It was ${was.name} and is ${is.name}.`);
    }
  }

  #decimals(was: Logical, is: Logical, path: string): void {
    if (was.scale !== is.scale) {
      this.#tell(
        'DECIMAL_SCALE',
        path,
        `The decimal had ${was.scale} digits after the point and has ${is.scale}: every old value is off by a power of ten.`,
      );
    }
    if (was.precision === is.precision || was.precision === undefined || is.precision === undefined) return;
    const breaks = is.precision > was.precision ? (['forward'] as const) : (['backward'] as const);
    this.#tell('DECIMAL_PRECISION', path, `The decimal had ${was.precision} digits in all and has ${is.precision}.`, breaks);
  }

  #constraints(was: Constraints, is: Constraints, path: string): void {
    for (const change of constraintChanges(was, is)) this.#tell(...told(change, path));
  }
}

const told = ({ keyword, effect, older, newer }: ConstraintChange, path: string): [MeaningRule, string, string, MeaningChange['breaks']] => {
  const said = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
  const message = `"${keyword}" was ${said(older)} and is ${said(newer)}`;
  switch (effect) {
    case 'tightened':
      return ['CONSTRAINT_TIGHTENED', path, `${message}: what was valid may be no longer, so new readers may refuse old values.`, ['backward']];
    case 'loosened':
      return ['CONSTRAINT_LOOSENED', path, `${message}: what was not valid may be now, so old readers may refuse new values.`, ['forward']];
    case 'changed':
      return ['CONSTRAINT_CHANGED', path, `${message}: neither allows all that the other does.`, BOTH];
  }
};

/** The first field of the record that has one of these names. */
const aliased = (record: RecordType, aliases: readonly string[]): Field | undefined =>
  aliases.length === 0 ? undefined : record.fields.find(({ name }) => aliases.includes(name));

const optionsOf = (type: AvroType): readonly AvroType[] => (type.kind === 'union' ? type.branches : [type]);

const tagsOf = (attributes: Attributes): readonly unknown[] => {
  const tags = attributes['confluent:tags'];
  return Array.isArray(tags) ? tags : [];
};

/** `milliseconds` of `timestamp-millis`. */
const unitOf = ({ name }: Logical): string => `${/(milli|micro|nano)s$/.exec(name)?.[1] ?? ''}seconds`;
