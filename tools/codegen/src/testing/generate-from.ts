/** Generated files of contracts that a test writes down. */
import { formatFinding, loadContracts } from '@vyarna/loader';
import { type Files, writeRepository } from '@vyarna/loader/testing';
import { generateFiles } from '../generate.ts';
import type { GeneratedFile } from '../generated-file.ts';

/** Throws where the contracts have findings. */
export const generateFrom = async (files: Files): Promise<readonly GeneratedFile[]> => {
  const { root, remove } = writeRepository(files);
  try {
    const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
    if (set === null) throw new Error(findings.map(formatFinding).join('\n'));
    return await generateFiles(set, 'generated');
  } finally {
    remove();
  }
};
