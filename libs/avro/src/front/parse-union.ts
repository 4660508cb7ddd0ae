/** Builds a union and checks Avro's rules for its branches. */
import type { Node } from 'jsonc-parser';
import { type AvroType, branchName, type Constraints } from './ast.ts';
import type { Builder } from './builder.ts';

export const parseUnion = (builder: Builder, node: Node, namespace: string, inherited: Constraints): AvroType | undefined => {
  const { source } = builder;
  const nodes = node.children ?? [];
  if (nodes.length === 0) {
    source.report(node, 'invalid-union', 'A union needs at least one branch.');
    return undefined;
  }
  const parsed: { branch: AvroType; node: Node }[] = [];
  for (const child of nodes) {
    if (child.type === 'array') {
      source.report(child, 'invalid-union', 'A union cannot be a branch of a union.', 'Write its branches into the outer one.');
      continue;
    }
    const branch = builder.type(child, namespace, child.value === 'null' ? {} : inherited);
    if (branch !== undefined) parsed.push({ branch, node: child });
  }
  if (parsed.length < nodes.length) return undefined;
  builder.checks.push(() => {
    const seen = new Set<string>();
    for (const { branch, node: at } of parsed) {
      const name = branchName(branch);
      if (seen.has(name)) source.report(at, 'invalid-union', `The union has a branch "${name}" already.`, duplicateHint(branch));
      seen.add(name);
    }
  });
  const branches = parsed.map(({ branch }) => branch);
  const options = branches.filter((branch) => branchName(branch) !== 'null');
  return { kind: 'union', branches, nullable: options.length < branches.length, options, position: source.positionOf(node) };
};

const duplicateHint = (branch: AvroType): string =>
  branch.kind === 'reference' ? 'Remove one of them.' : 'Avro tells branches apart by name: put one of them into a record of its own.';
