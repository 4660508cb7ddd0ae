/** Compiles a schema into a function that writes its values. */
import { type AvroType, branchName, type NamedType, type RecordType, type ScalarType, type UnionType } from '../front/ast.ts';
import { isJsonObject } from '../schema/avro-json.ts';
import type { Schema } from '../schema/read-schema.ts';
import type { ByteWriter } from './byte-writer.ts';
import { Fault, misfit, within } from './codec-error.ts';
import { conversionOf } from './conversion.ts';
import { compileDefault } from './default-value.ts';
import type { Raw } from './plain-forms.ts';

export type Write = (out: ByteWriter, value: unknown) => void;

export const compileWriter = ({ root, types }: Schema): Write => {
  const compiled = new Map<string, Write>();

  const writerOf = (type: AvroType): Write => {
    switch (type.kind) {
      case 'scalar':
        return writeScalar(type);
      case 'array':
        return writeArray(writerOf(type.items));
      case 'map':
        return writeMap(writerOf(type.values));
      case 'union':
        return writeUnion(type, type.branches.map(writerOf));
      case 'reference':
        return writerOfNamed(type.name);
    }
  };

  const writerOfNamed = (name: string): Write => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    // A type that contains itself finds this, which by the time it is called has been replaced.
    compiled.set(name, (out, value) => compiled.get(name)?.(out, value));
    const named = types.get(name) as NamedType;
    const write =
      named.kind === 'record'
        ? writeRecord(
            named,
            named.fields.map(({ type }) => writerOf(type)),
            types,
          )
        : writeNamed(named);
    compiled.set(name, write);
    return write;
  };

  return writerOf(root);
};

const writeScalar = (type: ScalarType): Write => {
  const { toRaw, expected } = conversionOf(type);
  const put = putters[type.type];
  return (out, value) => {
    const raw = toRaw(value);
    if (raw === undefined) throw misfit(expected, value);
    put(out, raw);
  };
};

const putters: { readonly [type in ScalarType['type']]: (out: ByteWriter, raw: Raw) => void } = {
  null: () => {},
  boolean: (out, raw) => out.boolean(raw as boolean),
  int: (out, raw) => out.long(raw as number),
  long: (out, raw) => out.long(raw as number | bigint),
  float: (out, raw) => out.float(raw as number),
  double: (out, raw) => out.double(raw as number),
  bytes: (out, raw) => out.bytes(raw as Buffer),
  string: (out, raw) => out.string(raw as string),
};

const writeNamed = (type: Exclude<NamedType, RecordType>): Write => {
  if (type.kind === 'fixed') {
    const { toRaw, expected } = conversionOf(type);
    return (out, value) => {
      const raw = toRaw(value);
      if (raw === undefined) throw misfit(expected, value);
      out.fixed(raw as Buffer);
    };
  }
  const indexes = new Map<unknown, number>(type.symbols.map((symbol, index) => [symbol, index]));
  return (out, value) => {
    const index = indexes.get(value);
    if (index === undefined) throw misfit(`a symbol of ${type.name}`, value);
    out.long(index);
  };
};

const writeArray =
  (write: Write): Write =>
  (out, value) => {
    if (!Array.isArray(value)) throw misfit('an array', value);
    let index = 0;
    try {
      if (value.length > 0) out.long(value.length);
      for (; index < value.length; index++) write(out, value[index]);
    } catch (error) {
      throw within(index, error);
    }
    out.long(0);
  };

const writeMap =
  (write: Write): Write =>
  (out, value) => {
    if (!isJsonObject(value)) throw misfit('an object', value);
    const keys = Object.keys(value);
    let current = '';
    try {
      if (keys.length > 0) out.long(keys.length);
      for (const key of keys) {
        current = key;
        if (!key.isWellFormed()) throw new Fault('a well-formed key', 'half a character');
        out.string(key);
        write(out, value[key]);
      }
    } catch (error) {
      throw within(current, error);
    }
    out.long(0);
  };

const writeUnion = ({ branches, options, nullable }: UnionType, writers: readonly Write[]): Write => {
  const nullIndex = branches.findIndex((branch) => branchName(branch) === 'null');
  const [only] = options;
  const onlyIndex = only === undefined ? -1 : branches.indexOf(only);
  const indexes = new Map(branches.map((branch, index) => [branchName(branch), index]));
  indexes.delete('null');
  const expected = `an object with one property, ${[...indexes.keys()].join(' or ')}${nullable ? ', or null' : ''}`;
  return (out, value) => {
    if (value === null && nullIndex >= 0) {
      out.long(nullIndex);
    } else if (options.length <= 1) {
      if (onlyIndex < 0) throw misfit('null', value);
      out.long(onlyIndex);
      writers[onlyIndex]?.(out, value);
    } else {
      const keys = isJsonObject(value) ? Object.keys(value) : [];
      const [name = ''] = keys;
      const index = keys.length === 1 ? indexes.get(name) : undefined;
      if (index === undefined) throw misfit(expected, value);
      out.long(index);
      try {
        writers[index]?.(out, (value as { [key: string]: unknown })[name]);
      } catch (error) {
        throw within(name, error);
      }
    }
  };
};

const writeRecord = (record: RecordType, writers: readonly Write[], types: Schema['types']): Write => {
  const fields = record.fields.map((field, index) => ({
    name: field.name,
    write: writers[index] as Write,
    fallback: field.default && compileDefault(field.type, field.default.json, types),
    // What every object has by birth, such as `constructor`, is not given by the value.
    inherited: field.name in {},
  }));
  const names = new Set(fields.map(({ name }) => name));
  return (out, value) => {
    if (!isJsonObject(value)) throw misfit(`an object with the fields of ${record.name}`, value);
    out.enter();
    let given = 0;
    let current = '';
    try {
      for (const { name, write, fallback, inherited } of fields) {
        current = name;
        const content = inherited && !Object.hasOwn(value, name) ? undefined : value[name];
        if (content !== undefined) given++;
        write(out, content === undefined && fallback !== undefined ? fallback() : content);
      }
    } catch (error) {
      throw within(current, error);
    }
    const keys = Object.keys(value);
    if (keys.length !== given) {
      const unknown = keys.find((key) => !names.has(key) && value[key] !== undefined);
      if (unknown !== undefined) throw within(unknown, misfit(`no such field in ${record.name}`, value[unknown]));
    }
    out.leave();
  };
};
