import { type AvroType, branchName, type RecordType, type ScalarType } from '@vyarna/avro';
import type { Json } from '../json.ts';
import type { FlowContracts } from './flow-contracts.ts';

/** What is known of a value before any flow runs. Where nothing is known it is `any`, and nothing is said of it. */
export type Shape = Any | Scalar | Contracted | Made | Keyed | Listed | Either;

/** A shape with names resolved and alternatives apart. */
export type Form = Any | Scalar | Recorded | Tagged | Made | Keyed | Listed;

interface Any {
  readonly kind: 'any';
}

export type ScalarKind = 'text' | 'number' | 'boolean' | 'null';

interface Scalar {
  readonly kind: 'scalar';
  readonly of: ScalarKind;
  /** Known of literals. */
  readonly value?: Json;
}

/** A value that a contract describes. */
interface Contracted {
  readonly kind: 'contracted';
  readonly type: AvroType;
}

/** An object that the flow makes: it has these members and no others. */
interface Made {
  readonly kind: 'made';
  readonly members: ReadonlyMap<string, Shape>;
}

/** An object with any keys. */
interface Keyed {
  readonly kind: 'keyed';
  readonly values: Shape;
}

interface Listed {
  readonly kind: 'listed';
  readonly items: Shape;
}

interface Either {
  readonly kind: 'either';
  readonly shapes: readonly Shape[];
}

interface Recorded {
  readonly kind: 'recorded';
  readonly type: RecordType;
  readonly file: string;
}

/** A union of several types: an object of one member, which the branch names. */
interface Tagged {
  readonly kind: 'tagged';
  readonly branches: ReadonlyMap<string, AvroType>;
}

export const ANY: Shape & Form = { kind: 'any' };

export const scalar = (of: ScalarKind): Shape => ({ kind: 'scalar', of });

export const contracted = (type: AvroType | undefined): Shape => (type === undefined ? ANY : { kind: 'contracted', type });

export const made = (members: { readonly [name: string]: Shape }): Shape => ({ kind: 'made', members: new Map(Object.entries(members)) });

/** One of several; each is kept once. */
export const either = (shapes: readonly Shape[]): Shape => {
  const flat = shapes.flatMap((shape) => (shape.kind === 'either' ? shape.shapes : [shape]));
  const [first, ...others] = flat.filter((shape, index) => flat.findIndex((other) => isSame(shape, other)) === index);
  if (first === undefined) return ANY;
  return others.length === 0 ? first : { kind: 'either', shapes: [first, ...others] };
};

const isSame = (a: Shape, b: Shape): boolean => {
  if (a === b) return true;
  if (a.kind === 'contracted' && b.kind === 'contracted') return a.type === b.type;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.of === b.of && a.value === b.value;
  return a.kind === 'any' && b.kind === 'any';
};

export const literal = (value: Json): Shape => {
  if (value === null) return { kind: 'scalar', of: 'null', value };
  if (typeof value === 'string') return { kind: 'scalar', of: 'text', value };
  if (typeof value === 'number') return { kind: 'scalar', of: 'number', value };
  return typeof value === 'boolean' ? { kind: 'scalar', of: 'boolean', value } : ANY;
};

export const scalarKind = ({ form }: Pick<ScalarType, 'form'>): ScalarKind => {
  if (form === 'null' || form === 'boolean') return form;
  return form === 'integer' || form === 'number' ? 'number' : 'text';
};

/** Everything a value of the shape may be. That it may also be null is left out where it may be something else. */
export const formsOf = (shape: Shape, contracts: FlowContracts): readonly Form[] => {
  if (shape.kind === 'either') return shape.shapes.flatMap((each) => formsOf(each, contracts));
  return shape.kind === 'contracted' ? formsOfType(shape.type, contracts) : [shape];
};

const formsOfType = (type: AvroType, contracts: FlowContracts): readonly Form[] => {
  switch (type.kind) {
    case 'scalar':
      return [{ kind: 'scalar', of: scalarKind(type) }];
    case 'array':
      return [{ kind: 'listed', items: contracted(type.items) }];
    case 'map':
      return [{ kind: 'keyed', values: contracted(type.values) }];
    case 'union': {
      const [only, ...others] = type.options;
      if (only === undefined) return [{ kind: 'scalar', of: 'null' }];
      if (others.length === 0) return formsOfType(only, contracts);
      return [{ kind: 'tagged', branches: new Map(type.options.map((option) => [branchName(option), option])) }];
    }
    case 'reference': {
      const found = contracts.definition(type.name);
      if (found === undefined) return [ANY];
      return found.type.kind === 'record' ? [{ kind: 'recorded', type: found.type, file: found.file }] : [{ kind: 'scalar', of: 'text' }];
    }
  }
};

const NOUNS = { text: 'text', number: 'a number', boolean: 'true or false', null: 'null' } as const;

/** For messages: `a number`, `an object`. */
export const nounOf = (form: Form): string => {
  if (form.kind === 'scalar') return nounOfKind(form.of);
  return form.kind === 'listed' ? 'a list' : 'an object';
};

export const nounOfKind = (kind: ScalarKind): string => NOUNS[kind];
