/** Builds a union and checks Avro's rules for its branches. */
import { type AvroType, branchName, type Constraints } from './ast.ts';
import type { Builder, Resolution } from './builder.ts';
import type { ArrayNode, SchemaNode } from './schema-node.ts';
import { unionOf } from './union-of.ts';

export const parseUnion = (builder: Builder, node: ArrayNode, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { report } = builder;
  if (node.items.length === 0) report(node, 'EMPTY_UNION', 'A union without branches has no value.', 'Name a type that it may be.');
  const parsed: Branch[] = [];
  for (const child of node.items) {
    if (child.kind === 'array') {
      report(child, 'INVALID_UNION', unionInUnion, 'Write its branches into the outer one.');
      continue;
    }
    const type = builder.type(child, namespace, inherited);
    if (type !== undefined) parsed.push({ type, node: child });
  }
  if (parsed.length < node.items.length) return undefined;
  const union = unionOf(
    parsed.map(({ type }) => type),
    builder.source.positionOf(node),
  );
  builder.check(union, (resolution) => checkBranches(resolution, parsed));
  return union;
};

interface Branch {
  readonly type: AvroType;
  readonly node: SchemaNode;
}

const unionInUnion = 'A union cannot be a branch of a union.';

const checkBranches = ({ resolved, report }: Resolution, branches: readonly Branch[]): void => {
  const seen = new Set<string>();
  for (const { type, node } of branches) {
    const branch = resolved(type);
    if (branch === undefined) continue;
    if (branch.kind === 'union') report(node, 'INVALID_UNION', unionInUnion, 'Give the type that is referred to a record around it.');
    const name = branchName(branch);
    if (seen.has(name)) report(node, 'INVALID_UNION', `The union has a branch "${name}" already.`, duplicateHint(branch));
    seen.add(name);
  }
};

const duplicateHint = (branch: AvroType): string =>
  branch.kind === 'reference' ? 'Remove one of them.' : 'Avro tells branches apart by name: put one of them into a record of its own.';
