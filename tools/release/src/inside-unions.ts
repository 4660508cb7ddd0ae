import { type AvroType, branchName, checkCompatibility, type Incompatibility, type NamedType, type Schema } from '@vyarna/avro';

/**
 * Why a union lacks a branch: Avro says only that no branch reads what is written, which for a branch of the same name hides what is wrong inside it.
 * Gives the incompatibilities of that branch instead, with paths into the reader's schema; where there is no such branch, the one that was given, at the union.
 */
export const insideUnions = (found: Incompatibility, reader: Schema, writer: Schema, seen: readonly string[] = []): readonly Incompatibility[] => {
  if (found.type !== 'MISSING_UNION_BRANCH') return [found];
  const { branches, path, written } = unionAt(found.path, reader, writer);
  const index = branches.findIndex((branch) => written !== undefined && shortName(branch) === shortName(written));
  const branch = branches[index];
  if (branch === undefined || written === undefined) return [{ ...found, path }];
  const pair = `${branchName(branch)} ${branchName(written)}`;
  const [inner, outer] = [
    { root: branch, types: reader.types },
    { root: written, types: writer.types },
  ];
  const { incompatibilities } = seen.includes(pair) ? { incompatibilities: [] } : checkCompatibility(inner, outer);
  const all = incompatibilities.flatMap((one) => insideUnions(one, inner, outer, [...seen, pair]));
  return all.length === 0 ? [{ ...found, path }] : all.map((one) => ({ ...one, path: `${path}/${index}${one.path === '/' ? '' : one.path}` }));
};

interface UnionAt {
  /** Of the reader's union; none where the path leads to no union. */
  readonly branches: readonly AvroType[];
  readonly path: string;
  /** What of the writer's it cannot read. */
  readonly written: AvroType | undefined;
}

/** Follows a path into the reader's schema, and the writer's with it. Numbers count the branches of a union: the writer's where only it has one, or where both have. */
const unionAt = (pointer: string, reader: Schema, writer: Schema): UnionAt => {
  const tokens = pointer.split('/').slice(1);
  let [reading, writing]: (AvroType | undefined)[] = [reader.root, writer.root];
  for (const [at, token] of tokens.entries()) {
    if (token === 'fields' || token === 'type') continue;
    const [there, here] = [resolved(reader, reading), resolved(writer, writing)];
    if (there?.kind === 'union') {
      const written = here?.kind === 'union' ? here.branches[Number(token)] : undefined;
      return { branches: there.branches, path: pathOf(tokens.slice(0, at)), written };
    }
    if (here?.kind === 'union') writing = here.branches[Number(token)];
    else if (tokens[at - 1] === 'fields' && there?.kind === 'record' && here?.kind === 'record') {
      const field = there.fields[Number(token)];
      const same = here.fields.find(({ name }) => name === field?.name) ?? here.fields.find(({ name }) => field?.aliases.includes(name));
      [reading, writing] = [field?.type, same?.type];
    } else if (token === 'items' && there?.kind === 'array' && here?.kind === 'array') [reading, writing] = [there.items, here.items];
    else if (token === 'values' && there?.kind === 'map' && here?.kind === 'map') [reading, writing] = [there.values, here.values];
  }
  const there = resolved(reader, reading);
  return { branches: there?.kind === 'union' ? there.branches : [], path: pathOf(tokens), written: writing };
};

const pathOf = (tokens: readonly string[]): string => `/${tokens.join('/')}`.replace(/^\/$/, '');

const resolved = ({ types }: Schema, type: AvroType | undefined): AvroType | NamedType | undefined =>
  type?.kind === 'reference' ? types.get(type.name) : type;

/** Branches are paired as Avro pairs types: by their names without the namespace, or by their kind. */
const shortName = (branch: AvroType): string => branchName(branch).split('.').at(-1) ?? '';
