import { expect, test } from 'vitest';
import { formatFinding } from './finding.ts';
import { loadContracts } from './load.ts';
import { type Files, smallContract, writeRepository } from './testing/small-contract.ts';

const findingsOf = (files: Files): readonly string[] => {
  const { root, remove } = writeRepository(files);
  try {
    return loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' }).findings.map(formatFinding);
  } finally {
    remove();
  }
};

const MARKERS = '<<<<<<< HEAD\n# ours\n=======\n# theirs\n>>>>>>> branch\n';
const SAID =
  'Here begins a merge conflict that is not resolved. Resolve it here; generated/ needs no resolving: make codegen writes it anew. [BROKEN_MERGE]';

test.each(['contracts/shop/schemas/card.avsc', 'contracts/shop/asyncapi.yaml', 'flow-manager/flows/shop/place-order.yaml'])(
  'conflict markers in %s are one finding, at the first of them, that says what to do',
  (file) => {
    expect(findingsOf({ ...smallContract, [file]: `\n${MARKERS}${smallContract[file]}` })).toEqual([`${file}:2:1: ${SAID}`]);
  },
);

test('words that only look like one are no conflict', () => {
  const file = 'contracts/shop/asyncapi.yaml';
  expect(findingsOf({ ...smallContract, [file]: `# <<<<<<< HEAD\n# >>>>>>> branch\n${smallContract[file]}` })).toEqual([]);
});
