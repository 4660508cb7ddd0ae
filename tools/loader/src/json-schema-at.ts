import { nearestName } from '@vyarna/avro';
import type { JsonSchema } from '@vyarna/contract';
import { IDENTITIES, IN_PLACE, isPattern, keywordNames, PLAIN, shapeOf } from './json-schema-keywords.ts';
import { mergePatch } from './merge-patch.ts';
import { type Place, type Sources, samePlace } from './sources.ts';

/**
 * A JSON Schema that stands at a place, made self-contained: what its `$ref`s point to, in whatever file, is in `$defs`, each once. Recursion stays
 * recursion. It comes out as draft 2020-12, in which validators read it: the lists and dependencies of draft-07, which AsyncAPI's own schemas are, are
 * written anew. What is no JSON Schema is reported. Of several places it is what they say together, as AsyncAPI merges traits: the last has the last word.
 */
export const jsonSchemaAt = (sources: Sources, ...places: readonly Place[]): JsonSchema => {
  const roots = places.flatMap((place) => sources.resolve(place) ?? []);
  return new SelfContained(sources, roots).schema();
};

/** A `$ref` to a schema that is to hold for the very value that the schema around it is for. */
interface InPlace {
  readonly to: string;
  readonly at: Place;
}

const idOf = ({ file, pointer }: Place): string => `${file}#${pointer}`;

class SelfContained {
  readonly #sources: Sources;
  readonly #roots: readonly Place[];
  readonly #names = new Map<string, string>();
  readonly #due: { readonly name: string; readonly place: Place }[] = [];
  /** By the schema that holds them. */
  readonly #inPlace = new Map<string, InPlace[]>();

  constructor(sources: Sources, roots: readonly Place[]) {
    this.#sources = sources;
    this.#roots = roots;
  }

  schema(): JsonSchema {
    const [first = {}, ...others] = this.#roots.map((root): JsonSchema => {
      const converted = this.#convert(root, idOf(root));
      return typeof converted === 'boolean' ? (converted ? {} : { not: {} }) : converted;
    });
    const whole = others.reduce<JsonSchema>((merged, other) => mergePatch(merged, other) as JsonSchema, first);
    const definitions: [string, JsonSchema | boolean][] = [];
    for (let next = this.#due.shift(); next !== undefined; next = this.#due.shift()) {
      definitions.push([next.name, this.#convert(next.place, idOf(next.place))]);
    }
    this.#reportEndless();
    if (definitions.length === 0) return whole;
    const own = (whole['$defs'] ?? {}) as JsonSchema;
    return { ...whole, $defs: { ...own, ...Object.fromEntries(definitions.sort(([a], [b]) => (a < b ? -1 : 1))) } };
  }

  /** `holder` is the schema whose values this one is for too; undefined for one of parts of them. */
  #convert(at: Place, holder?: string): JsonSchema | boolean {
    const sources = this.#sources;
    if (sources.reference(at) !== undefined) {
      const target = sources.resolve(at);
      if (target === undefined) return {};
      if (holder !== undefined) this.#inPlace.set(holder, [...(this.#inPlace.get(holder) ?? []), { to: idOf(target), at }]);
      const [root] = this.#roots;
      const isRoot = root !== undefined && this.#roots.length === 1 && samePlace(target, root);
      return { $ref: isRoot ? '#' : `#/$defs/${this.#nameOf(target)}` };
    }
    const flag = sources.scalar(at);
    if (typeof flag === 'boolean') return flag;
    if (!sources.isMap(at)) {
      sources.report(at, 'INVALID_JSON_SCHEMA', 'A JSON Schema is an object, or true or false.');
      return {};
    }
    const written = Object.fromEntries(sources.entries(at).flatMap(([key, member]) => this.#keyword(key, member, holder)));
    return asDraft2020('type' in written ? written : this.#withoutNullable(written, at));
  }

  #keyword(key: string, at: Place, around: string | undefined): [string, unknown][] {
    const sources = this.#sources;
    const holder = IN_PLACE.has(key) ? around : undefined;
    // What another tool left behind.
    if (key.startsWith('x-parser-')) return [];
    if (IDENTITIES.has(key)) return [];
    const shape = shapeOf(key);
    const complain = (expected: string, hint = ''): [] => {
      sources.report(at, 'INVALID_JSON_SCHEMA', `"${key}" must be ${expected}.`, hint);
      return [];
    };
    if (key === '$dynamicRef' || key === '$recursiveRef') {
      sources.report(at, 'INVALID_JSON_SCHEMA', `"${key}" cannot be followed here.`, 'Write a "$ref" with a JSON pointer.');
      return [];
    }
    switch (shape) {
      case undefined:
        this.#reportMisspelt(key, at);
        return [[key, sources.raw(at)]];
      case 'schema':
        return [[key, this.#convert(at, holder)]];
      case 'schemas':
        if (!sources.isSequence(at) || sources.items(at).length === 0) return complain('a list of at least one schema');
        return [[key, sources.items(at).map((item) => this.#convert(item, holder))]];
      case 'schema-map':
        if (!sources.isMap(at)) return complain('an object of schemas by name');
        if (key === 'patternProperties' && !sources.entries(at).every(([pattern]) => isPattern(pattern))) {
          return complain('an object of schemas by regular expressions of ECMA-262 with the u flag');
        }
        return [[key, this.#each(at, holder)]];
      case 'items':
        return [[key, sources.isSequence(at) ? sources.items(at).map((item) => this.#convert(item)) : this.#convert(at)]];
      case 'dependencies':
        if (!sources.isMap(at)) return complain('an object of schemas or lists by name');
        if (!sources.entries(at).every(([, one]) => !sources.isSequence(one) || PLAIN.texts.fits(sources.raw(one)))) {
          return complain('an object of schemas, or lists of texts, each once, by name');
        }
        return [
          [
            key,
            Object.fromEntries(
              sources.entries(at).map(([name, one]) => [name, sources.isSequence(one) ? sources.raw(one) : this.#convert(one, holder)]),
            ),
          ],
        ];
      case 'value':
        return [[key, sources.raw(at)]];
      default: {
        const value = sources.raw(at);
        const { expected, fits } = PLAIN[shape];
        return fits(value) ? [[key, value]] : complain(expected, shape === 'type' ? avroHint(value) : '');
      }
    }
  }

  #each(at: Place, holder: string | undefined): JsonSchema {
    return Object.fromEntries(this.#sources.entries(at).map(([name, member]) => [name, this.#convert(member, holder)]));
  }

  /** A schema that leads back to itself without having gone into the value could be checked for ever. */
  #reportEndless(): void {
    const done = new Set<string>();
    const open = new Set<string>();
    const visit = (schema: string): void => {
      open.add(schema);
      for (const { to, at } of this.#inPlace.get(schema) ?? []) {
        if (open.has(to)) {
          const message = 'This schema is a part of the one that it refers to, for the same value, so no check of a value would end.';
          const hint = 'Leave out the one reference or the other: what both have in common can be a schema of its own.';
          this.#sources.report(at, 'ENDLESS_RECURSION', message, hint, 'warning');
        } else if (!done.has(to)) visit(to);
      }
      open.delete(schema);
      done.add(schema);
    };
    for (const schema of this.#inPlace.keys()) if (!done.has(schema)) visit(schema);
  }

  /** OpenAPI's `nullable` adds null to the types that are named beside it; where none are, validators know nothing of it. */
  #withoutNullable({ nullable, ...rest }: JsonSchema, at: Place): JsonSchema {
    const place = nullable === true ? this.#sources.member(at, 'nullable') : undefined;
    if (place !== undefined) {
      const hint = "Write anyOf: [..., { type: 'null' }].";
      this.#sources.report(place, 'MISSPELT_KEYWORD', 'Without a type beside it "nullable" binds nothing.', hint, 'warning');
    }
    return rest;
  }

  /** An unknown keyword is an annotation; one that is all but a keyword was meant to be that. */
  #reportMisspelt(key: string, at: Place): void {
    if (/^x-|^\$|[.:/]/.test(key) || key.length < 4) return;
    const meant = nearestName(key, keywordNames);
    if (meant === undefined || meant.length < 4) return;
    this.#sources.report(at, 'MISSPELT_KEYWORD', `JSON Schema has no keyword "${key}", so it binds nothing.`, `Did you mean "${meant}"?`, 'warning');
  }

  #nameOf(target: Place): string {
    const id = idOf(target);
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const wanted = wantedName(target);
    const taken = new Set(this.#names.values());
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`;
    this.#names.set(id, name);
    this.#due.push({ name, place: target });
    return name;
  }
}

/** The last part of the pointer, or the file's name without its ending. */
const wantedName = ({ file, pointer }: Place): string => {
  const base = (file.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  return (pointer.split('/').at(-1) || base || 'schema').replaceAll(/[^\w.-]/g, '_');
};

const avroHint = (value: unknown): string => {
  const names = ['record', 'enum', 'fixed', 'map', 'error', 'bytes', 'int', 'long', 'float', 'double'];
  return names.includes(value as string)
    ? "For Avro write payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: ... }."
    : '';
};

/** Draft-07's positional `items` and its `dependencies` have other names since; all else means what it meant. */
const asDraft2020 = (schema: JsonSchema): JsonSchema => {
  const { items, additionalItems, dependencies, ...rest } = schema;
  const changed: Record<string, unknown> = { ...rest };
  if (Array.isArray(items)) {
    if (items.length > 0) changed['prefixItems'] = items;
    if (additionalItems !== undefined) changed['items'] = additionalItems;
  } else if (items !== undefined) changed['items'] = items;
  if (typeof dependencies === 'object' && dependencies !== null) {
    const entries = Object.entries(dependencies);
    const [lists, schemas] = [entries.filter(([, one]) => Array.isArray(one)), entries.filter(([, one]) => !Array.isArray(one))];
    if (lists.length > 0) changed['dependentRequired'] = Object.fromEntries(lists);
    if (schemas.length > 0) changed['dependentSchemas'] = Object.fromEntries(schemas);
  }
  return changed;
};
