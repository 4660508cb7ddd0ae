import { type AvroType, branchName, type UnionType } from './ast.ts';
import { NO_ATTRIBUTES } from './parse-attributes.ts';

/** A union of branches, with what is derived from them. */
export const unionOf = (branches: readonly AvroType[], position: UnionType['position'], attributes = NO_ATTRIBUTES): UnionType => {
  const options = branches.filter((branch) => branchName(branch) !== 'null');
  return { kind: 'union', branches, nullable: options.length < branches.length, options, attributes, position };
};
