/** Leaves a reference where a schema names another type, by its name or by `$ref`. */
import { dirname, join } from 'node:path/posix';
import type { AvroType, Constraints, ReferenceType } from './ast.ts';
import type { Builder } from './builder.ts';
import { meanings, qualify } from './names.ts';
import { describe, type Properties, type SchemaNode, type StringNode } from './schema-node.ts';

export const parseNameReference = (builder: Builder, node: StringNode, namespace: string, constraints: Constraints): AvroType => {
  const name = node.value;
  const reference: ReferenceType = { kind: 'reference', name: qualify(name, namespace), constraints, position: builder.source.positionOf(node) };
  builder.references.set(reference, { written: name, meanings: meanings(name, namespace), node });
  return reference;
};

/** `{ "$ref": "./money.avsc" }`, standing where a type stands, means the root of that schema. */
export const parseRefObject = (builder: Builder, node: SchemaNode, given: Properties, constraints: Constraints): AvroType | undefined => {
  const ref = given.get('$ref')?.value;
  if (ref === undefined) return undefined;
  if (ref.kind !== 'string' || ref.value === '') {
    builder.report(ref, 'INVALID_ATTRIBUTE', `"$ref" is the address of a schema, not ${ref.kind === 'string' ? 'empty' : describe(ref)}.`);
    return undefined;
  }
  const id = schemaIdOf(builder.source.file, ref.value);
  const reference: ReferenceType = { kind: 'reference', name: `$ref ${id}`, constraints, position: builder.source.positionOf(node) };
  builder.references.set(reference, { id, node: ref });
  return reference;
};

/** The id of the schema that a `$ref` written in a file means: `file`, or `file#/json/pointer`. An absolute URL stays as it is. */
export const schemaIdOf = (file: string, ref: string): string => {
  const hash = ref.indexOf('#');
  const [path, pointer] = hash < 0 ? [ref, ''] : [ref.slice(0, hash), ref.slice(hash + 1)];
  const target = path === '' ? file : /^[a-z][a-z0-9+.-]+:/i.test(path) ? path : join(dirname(file), decoded(path));
  return pointer === '' ? target : `${target}#${decoded(pointer)}`;
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
