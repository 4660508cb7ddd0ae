import type { ASTNode } from '@marcbachmann/cel-js';
import type { FlowContracts } from './flow-contracts.ts';
import type { FlowRead } from './flow-read.ts';
import { type FieldOf, memberOf } from './member.ts';
import { ANY, either, type Form, formsOf, literal, type Shape, scalar } from './shape.ts';

/** Variables by name. */
export type Scope = ReadonlyMap<string, Value>;

/** What an expression may give; each possibility with the variable and path it was read from, or null where the expression made it. */
export type Value = readonly Possible[];

interface Possible {
  readonly shape: Shape;
  readonly from: { readonly root: string; readonly path: readonly string[] } | null;
}

/** A member that no value can have where it is read. */
export interface Missing {
  readonly name: string;
  /** Characters from the expression's start. */
  readonly offset: number;
  /** What it was looked for in, as it is written: `workflow.input`. */
  readonly owner: string;
  readonly forms: readonly Form[];
  /** Whether its presence is only asked for, by `has` or `in`. */
  readonly tested: boolean;
}

export interface ExpressionReads {
  readonly shape: Shape;
  readonly reads: readonly FlowRead[];
  readonly missing: readonly Missing[];
}

export const variable = (root: string, shape: Shape): Value => [{ shape, from: { root, path: [] } }];

const shapeOf = (value: Value): Shape => either(value.map(({ shape }) => shape));

/** Finds what an expression reads, by following the shapes of its variables through it. */
export const readExpression = (ast: ASTNode, scope: Scope, contracts: FlowContracts): ExpressionReads => {
  const reader = new Reader(contracts);
  const value = reader.read(ast, scope);
  reader.take(value);
  return { shape: shapeOf(value), reads: [...reader.reads.values()], missing: reader.missing() };
};

const UNKNOWN: Value = [{ shape: ANY, from: null }];
const BOOLEAN: Value = [{ shape: scalar('boolean'), from: null }];

/** Macros that go through a list, and how many arguments make a call one. */
const COMPREHENSIONS: { readonly [name: string]: readonly number[] } = { all: [2], exists: [2], exists_one: [2], filter: [2], map: [2, 3] };

class Reader {
  readonly reads = new Map<string, FlowRead>();
  readonly #missing: Missing[] = [];
  readonly #contracts: FlowContracts;

  constructor(contracts: FlowContracts) {
    this.#contracts = contracts;
  }

  /** Each once; what the expression tests before reading it is only told as a test. */
  missing(): readonly Missing[] {
    const idOf = ({ owner, name }: Missing): string => `${owner} ${name}`;
    const tested = new Set(this.#missing.filter((each) => each.tested).map(idOf));
    const told = this.#missing.filter((each) => each.tested || !tested.has(idOf(each)));
    return told.filter((each, index) => told.findIndex((other) => idOf(other) === idOf(each)) === index);
  }

  read(node: ASTNode, scope: Scope): Value {
    switch (node.op) {
      case 'value':
        return [{ shape: shapeOfLiteral(node.args), from: null }];
      case 'id':
        return scope.get(node.args) ?? UNKNOWN;
      case '.':
        return this.#member(node.args[0], node.args[1], node.pos, scope, false);
      case '[]':
        return this.#index(node.args[0], node.args[1], scope);
      case '?:': {
        const [condition, yes, no] = node.args;
        this.#takeAll([condition], scope);
        return [...this.read(yes, scope), ...this.read(no, scope)];
      }
      case 'list':
        return [{ shape: { kind: 'listed', items: either(this.#takeAll(node.args, scope).map(shapeOf)) }, from: null }];
      case 'map':
        return this.#map(node.args, scope);
      case 'call':
        return this.#call(node.args[0], node.args[1], scope);
      case 'rcall':
        return this.#method(node.args[0], node.args[1], node.args[2], scope);
      case 'in': {
        const [key, holder] = node.args;
        const isList = this.#formsOf(this.read(holder, scope)).some(({ form }) => form.kind === 'listed');
        if (isList || key.op !== 'value' || typeof key.args !== 'string') this.#takeAll(node.args, scope);
        else this.#member(holder, key.args, key.start, scope, true);
        return BOOLEAN;
      }
      case '!_':
      case '-_':
        this.#takeAll([node.args], scope);
        return node.op === '!_' ? BOOLEAN : UNKNOWN;
      case '.?':
      case '[?]':
        // CEL's optional values, which are switched off.
        return UNKNOWN;
      default:
        this.#takeAll(node.args, scope);
        return ['+', '-', '*', '/', '%'].includes(node.op) ? UNKNOWN : BOOLEAN;
    }
  }

  /** Notes that a value is used as a whole: every record in it is read in full. */
  take(value: Value): void {
    for (const { shape, from } of value) if (from !== null) this.#takeShape(shape, from.root, from.path, new Set());
  }

  #takeAll(nodes: readonly ASTNode[], scope: Scope): readonly Value[] {
    return nodes.map((node) => {
      const value = this.read(node, scope);
      this.take(value);
      return value;
    });
  }

  #takeShape(shape: Shape, root: string, path: readonly string[], seen: Set<Shape>): void {
    if (seen.has(shape)) return;
    seen.add(shape);
    for (const form of formsOf(shape, this.#contracts)) {
      if (form.kind === 'recorded') this.#note(root, path, form.type.name, null, { file: form.file, ...form.type.position });
      else if (form.kind === 'listed') this.#takeShape(form.items, root, [...path, '[]'], seen);
      else if (form.kind === 'keyed') this.#takeShape(form.values, root, [...path, '[]'], seen);
      else if (form.kind === 'made') for (const [name, member] of form.members) this.#takeShape(member, root, [...path, name], seen);
      else if (form.kind === 'tagged') {
        for (const [name, type] of form.branches) this.#takeShape({ kind: 'contracted', type }, root, [...path, name], seen);
      }
    }
  }

  #note(root: string, path: readonly string[], type: string, field: string | null, definition: FlowRead['definition']): void {
    this.reads.set(JSON.stringify([root, path, type, field]), { root, path, type, field, definition });
  }

  #noteField({ record, file, field }: FieldOf, from: Possible['from']): void {
    if (from !== null) this.#note(from.root, from.path, record.name, field.name, { file, ...field.position });
  }

  #member(holder: ASTNode, name: string, offset: number, scope: Scope, tested: boolean): Value {
    const value = this.read(holder, scope);
    const forms = this.#formsOf(value);
    const found = forms.flatMap(({ form, from }): Value => {
      const member = memberOf(form, name);
      if (member === undefined) return [];
      const at = from && { root: from.root, path: [...from.path, name] };
      if (member.field !== undefined) this.#noteField(member.field, at);
      return [{ shape: member.shape, from: at }];
    });
    if (found.length > 0) return found;
    this.#missing.push({ name, offset, owner: ownerOf(holder, value), forms: forms.map(({ form }) => form), tested });
    return UNKNOWN;
  }

  #formsOf(value: Value): readonly { readonly form: Form; readonly from: Possible['from'] }[] {
    return value.flatMap(({ shape, from }) => formsOf(shape, this.#contracts).map((form) => ({ form, from })));
  }

  #index(holder: ASTNode, index: ASTNode, scope: Scope): Value {
    if (index.op === 'value' && typeof index.args === 'string') return this.#member(holder, index.args, index.start, scope, false);
    this.#takeAll([index], scope);
    const value = this.read(holder, scope);
    const forms = this.#formsOf(value);
    const found = forms.flatMap(({ form, from }): Value => {
      const at = from && { root: from.root, path: [...from.path, '[]'] };
      if (form.kind === 'listed') return [{ shape: form.items, from: at }];
      if (form.kind === 'keyed') return [{ shape: form.values, from: at }];
      if (form.kind === 'scalar' || (index.op === 'value' && (form.kind === 'recorded' || form.kind === 'tagged'))) return [];
      // Which member is meant is known when the flow runs: it may be any.
      this.take(value);
      return UNKNOWN;
    });
    if (found.length > 0) return found;
    const name = index.op === 'value' ? String(index.args) : index.input.slice(index.start, index.end);
    this.#missing.push({ name, offset: index.start, owner: ownerOf(holder, value), forms: forms.map(({ form }) => form), tested: false });
    return UNKNOWN;
  }

  #map(entries: readonly (readonly [ASTNode, ASTNode])[], scope: Scope): Value {
    const members = entries.map(([key, held]) => {
      const [, value = UNKNOWN] = this.#takeAll([key, held], scope);
      return [key.op === 'value' && typeof key.args === 'string' ? key.args : null, shapeOf(value)] as const;
    });
    const named = members.flatMap(([name, shape]) => (name === null ? [] : [[name, shape] as const]));
    const isMade = named.length === members.length;
    const shape: Shape = isMade ? { kind: 'made', members: new Map(named) } : { kind: 'keyed', values: either(members.map(([, each]) => each)) };
    return [{ shape, from: null }];
  }

  #call(name: string, args: readonly ASTNode[], scope: Scope): Value {
    const [first] = args;
    if (name === 'has' && first?.op === '.') {
      this.#member(first.args[0], first.args[1], first.pos, scope, true);
      return BOOLEAN;
    }
    if (name === 'dyn' && first !== undefined) return this.read(first, scope);
    this.#takeAll(args, scope);
    return UNKNOWN;
  }

  #method(name: string, receiver: ASTNode, args: readonly ASTNode[], scope: Scope): Value {
    const [bound, second, third] = args;
    if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel' && bound?.op === 'id' && second !== undefined && third !== undefined) {
      return this.read(third, new Map([...scope, [bound.args, this.read(second, scope)]]));
    }
    if (bound?.op === 'id' && COMPREHENSIONS[name]?.includes(args.length) === true) {
      const range = this.read(receiver, scope);
      const inside = new Map([...scope, [bound.args, this.#itemsOf(range)]]);
      const results = args.slice(1).map((arg) => this.read(arg, inside));
      for (const result of results) this.take(result);
      if (name === 'filter') return range.map(({ shape, from }) => ({ shape: listOf(shape, this.#contracts), from }));
      if (name === 'map') return [{ shape: { kind: 'listed', items: shapeOf(results.at(-1) ?? UNKNOWN) }, from: null }];
      return BOOLEAN;
    }
    this.#takeAll([receiver, ...args], scope);
    return UNKNOWN;
  }

  /** What a comprehension's variable holds: items of a list, keys of an object. */
  #itemsOf(range: Value): Value {
    return range.flatMap(({ shape, from }) =>
      formsOf(shape, this.#contracts).map((form): Possible => {
        if (form.kind === 'listed') return { shape: form.items, from: from && { root: from.root, path: [...from.path, '[]'] } };
        return { shape: form.kind === 'any' || form.kind === 'scalar' ? ANY : scalar('text'), from: null };
      }),
    );
  }
}

const listOf = (shape: Shape, contracts: FlowContracts): Shape =>
  either(formsOf(shape, contracts).map((form): Shape => (form.kind === 'listed' || form.kind === 'any' ? form : { kind: 'listed', items: ANY })));

const shapeOfLiteral = (value: unknown): Shape => {
  if (typeof value === 'bigint') return literal(Number(value));
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? literal(value) : ANY;
};

/** The holder as the expression names it: by its variable where it has one, else by its own text. */
const ownerOf = (holder: ASTNode, value: Value): string => {
  const text = holder.input.slice(holder.start, holder.end);
  const [only, ...others] = value;
  return only?.from == null || others.length > 0 ? text : [only.from.root, ...only.from.path].join('.').replaceAll('.[]', '[]');
};
