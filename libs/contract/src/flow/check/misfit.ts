import { type AvroType, branchName, didYouMean, nearestName, type RecordType } from '@vyarna/avro';
import type { FlowContracts } from './flow-contracts.ts';
import { contracted, type Form, formsOf, nounOf, nounOfKind, type Shape, scalarKind } from './shape.ts';

/** A way in which no value of a shape fits a type. */
export interface Misfit {
  /** Names from the value to the member at fault. */
  readonly path: readonly string[];
  /** Whether the member should not be there at all. */
  readonly unknown: boolean;
  readonly message: string;
  readonly hint: string;
}

/** Why values of a shape never fit a contract's type; empty where one may. Constraints and formats are left to the run. */
export const misfits = (shape: Shape, type: AvroType, contracts: FlowContracts): readonly Misfit[] => new Fitting(contracts).ofShape(shape, type, []);

const fault = (path: readonly string[], message: string, hint = ''): readonly Misfit[] => [{ path, unknown: false, message, hint }];

const nameOf = (path: readonly string[]): string => path.at(-1) ?? 'The value';

class Fitting {
  readonly #contracts: FlowContracts;
  /** Pairs of records under comparison: types may contain themselves. */
  readonly #open = new Set<string>();

  constructor(contracts: FlowContracts) {
    this.#contracts = contracts;
  }

  ofShape(shape: Shape, type: AvroType, path: readonly string[]): readonly Misfit[] {
    let first: readonly Misfit[] = [];
    for (const form of formsOf(shape, this.#contracts)) {
      const found = form.kind === 'any' ? [] : this.#ofForm(form, type, path);
      if (found.length === 0) return [];
      if (first.length === 0) first = found;
    }
    return first;
  }

  #ofForm(form: Form, type: AvroType, path: readonly string[]): readonly Misfit[] {
    const wrong = (wanted: string): readonly Misfit[] => fault(path, `${nameOf(path)} must be ${wanted}, not ${nounOf(form)}.`);
    switch (type.kind) {
      case 'scalar': {
        const wanted = scalarKind(type);
        if (form.kind !== 'scalar' || form.of !== wanted) return wrong(nounOfKind(wanted));
        const isFraction = type.form === 'integer' && typeof form.value === 'number' && !Number.isInteger(form.value);
        return isFraction ? fault(path, `${nameOf(path)} must be a whole number.`) : [];
      }
      case 'array':
        return form.kind === 'listed' ? this.ofShape(form.items, type.items, path) : wrong('a list');
      case 'map':
        if (form.kind === 'keyed') return this.ofShape(form.values, type.values, path);
        if (form.kind === 'made') return [...form.members].flatMap(([name, member]) => this.ofShape(member, type.values, [...path, name]));
        return form.kind === 'recorded' || form.kind === 'tagged' ? [] : wrong('an object');
      case 'union':
        return this.#ofUnion(form, type.options, type.nullable, path);
      case 'reference': {
        const named = this.#contracts.definition(type.name)?.type;
        if (named === undefined) return [];
        if (named.kind === 'record') return this.#ofRecord(form, named, path);
        if (form.kind !== 'scalar' || form.of !== 'text') return wrong('text');
        if (named.kind !== 'enum' || typeof form.value !== 'string' || named.symbols.includes(form.value)) return [];
        const hint = didYouMean(form.value, named.symbols, `It has ${named.symbols.join(', ')}.`);
        return fault(path, `${form.value} is no symbol of ${named.name}.`, hint);
      }
    }
  }

  #ofUnion(form: Form, options: readonly AvroType[], nullable: boolean, path: readonly string[]): readonly Misfit[] {
    if (form.kind === 'scalar' && form.of === 'null') return nullable ? [] : fault(path, `${nameOf(path)} must not be null.`);
    const [only, ...others] = options;
    if (only === undefined) return fault(path, `${nameOf(path)} must be null.`);
    if (others.length === 0) return this.#ofForm(form, only, path);
    const names = options.map(branchName);
    const wanted = `It is { ${names[0]}: ... }, or another of ${names.join(', ')}.`;
    if (form.kind === 'tagged' || form.kind === 'keyed') return [];
    const [member, ...more] = form.kind === 'made' ? [...form.members] : [];
    const branch = options.find((option) => branchName(option) === member?.[0]);
    if (member === undefined || branch === undefined || more.length > 0)
      return fault(path, `${nameOf(path)} is a union of several types: it must be an object of one member, named by its type.`, wanted);
    return this.ofShape(member[1], branch, [...path, member[0]]);
  }

  #ofRecord(form: Form, type: RecordType, path: readonly string[]): readonly Misfit[] {
    if (form.kind === 'keyed') return [];
    if (form.kind === 'recorded' && form.type.name === type.name) return [];
    if (form.kind !== 'made' && form.kind !== 'recorded') return fault(path, `${nameOf(path)} must be an object: ${type.name}.`);
    const pair = `${form.kind === 'recorded' ? form.type.name : ''} ${type.name}`;
    if (form.kind === 'recorded' && this.#open.has(pair)) return [];
    this.#open.add(pair);
    const members: ReadonlyMap<string, Shape> =
      form.kind === 'made' ? form.members : new Map(form.type.fields.map((field) => [field.name, contracted(field.type)]));
    const names = type.fields.map(({ name }) => name);
    const unknown = [...members.keys()].filter((name) => !names.includes(name));
    // A misspelt member is told as what it is.
    const missing = type.fields.filter(
      (field) => !members.has(field.name) && field.default === undefined && !unknown.some((other) => nearestName(other, names) === field.name),
    );
    const list = missing.map((field) => field.name).join(', ');
    const found = [
      ...unknown.map((name): Misfit => {
        const hint = didYouMean(name, names, `It has ${names.join(', ')}.`);
        return { path: [...path, name], unknown: true, message: `${type.name} has no field ${name}.`, hint };
      }),
      ...(missing.length === 0 ? [] : fault(path, `${type.name} needs ${list}.`, 'What has no default must be given.')),
      ...type.fields.flatMap((field) => {
        const member = members.get(field.name);
        return member === undefined ? [] : this.ofShape(member, field.type, [...path, field.name]);
      }),
    ];
    this.#open.delete(pair);
    return found;
  }
}
