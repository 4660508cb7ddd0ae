/** Finds types that a schema which stands by itself, as the registry keeps it, has no name for. */
import { avroJsonOf } from '../schema/avro-json-of.ts';
import { selfContained, UnnameableError } from '../schema/self-contained.ts';
import type { AvroType, NamedType, ReferenceType } from './ast.ts';
import { referencesIn } from './references-in.ts';
import type { Report } from './source.ts';

interface Use {
  readonly record: NamedType;
  readonly reference: ReferenceType;
}

/**
 * A type without a namespace that is referred to, by `$ref`, inside a namespace which has a namesake of it, can be written out there, but not be
 * named again. Nearly no contract has such a reference, so schemas are only put together where there is one.
 */
export const checkNameable = (types: ReadonlyMap<string, NamedType>, roots: Iterable<AvroType>, reportOf: (fullName: string) => Report): void => {
  const all = [...types.values()];
  const namesakes = new Set(all.flatMap(({ namespace, shortName }) => (namespace === '' ? [] : [shortName])));
  const shadowed = new Set(all.flatMap(({ namespace, name }) => (namespace === '' && namesakes.has(name) ? [name] : [])));
  if (shadowed.size === 0) return;
  const uses = new Map<string, Use>();
  for (const record of all) {
    for (const reference of referencesIn(record)) {
      const { namespace } = record;
      if (shadowed.has(reference.name) && types.has(`${namespace}.${reference.name}`))
        uses.set(keyOf(reference.name, namespace), { record, reference });
    }
  }
  if (uses.size === 0) return;
  const lookup = (name: string) => {
    const type = types.get(name);
    return type && avroJsonOf(type);
  };
  for (const schema of [...types.keys(), ...[...roots].map(avroJsonOf)]) {
    const { type: name = '', namespace = '' } = unnameable(() => selfContained(schema, lookup)) ?? {};
    const use = uses.get(keyOf(name, namespace));
    if (use === undefined) continue;
    uses.delete(keyOf(name, namespace));
    const message = `"${name}" has no namespace, and in "${namespace}" its name means "${namespace}.${name}".`;
    reportOf(use.record.name)(use.reference.position, 'UNNAMEABLE_TYPE', message, 'Give it a namespace.');
  }
};

const keyOf = (name: string, namespace: string): string => `${name} in ${namespace}`;

const unnameable = (make: () => unknown): UnnameableError | undefined => {
  try {
    make();
  } catch (error) {
    // A type that there is not has a finding of its own.
    return error instanceof UnnameableError ? error : undefined;
  }
  return undefined;
};
