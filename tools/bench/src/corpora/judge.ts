import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCodec } from '@vyarna/avro';
import { type GeneratedFile, generateFiles } from '@vyarna/codegen';
import { createContracts } from '@vyarna/contract';
import { type ContractSet, type Finding, loadContracts } from '@vyarna/loader';
import { writeFiles } from '../contract-sets/write-files.ts';
import type { Case } from './case.ts';

/** What became of a case. Generated files have still to be compiled. */
export type Verdict =
  | { readonly kind: 'generated'; readonly files: readonly GeneratedFile[]; readonly warnings: readonly Finding[] }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | { readonly kind: 'crashed'; readonly error: unknown };

/** Loads a case, generates from it, and compiles the codec and the validator of each of its types. */
export const judge = async ({ files }: Case): Promise<Verdict> => {
  const root = mkdtempSync(join(tmpdir(), 'vyarna-corpora-'));
  try {
    writeFiles(root, new Map([...files].map(([path, text]) => [`contracts/${path}`, text])));
    const { set, findings } = loadContracts({ root, contracts: 'contracts', flows: 'flows' });
    if (set === null) return { kind: 'refused', findings };
    useTypes(set);
    return { kind: 'generated', files: await generateFiles(set, 'generated'), warnings: findings };
  } catch (error) {
    return { kind: 'crashed', error };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

/** As the first message would, which throws where a schema cannot stand by itself or its validator cannot be made. */
const useTypes = ({ bundle }: ContractSet): void => {
  const contracts = createContracts(bundle);
  for (const name of Object.keys(bundle.types)) {
    createCodec(contracts.schemaOf(name));
    contracts.validate(name, null);
  }
  for (const name of Object.keys(bundle.jsonTypes ?? {})) contracts.validate(name, null);
};
