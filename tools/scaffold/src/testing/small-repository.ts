import { type Finding, loadContracts } from '@vyarna/loader';
import { type Files, smallContract, writeRepository } from '@vyarna/loader/testing';
import { createScaffolding, type Scaffolding } from '../scaffolding.ts';

const files: Files = {
  ...smallContract,
  'contracts/types/envelope.yaml': `message:
  headers: { type: object, required: [ce_id], properties: { ce_id: { type: string, format: uuid }, ce_replyto: { type: string } } }
`,
  'contracts/types/servers.yaml': `kafka: { host: 'kafka:9092', protocol: kafka }
ztracking: { host: 'postgres:5432', protocol: postgresql }
tables: { host: 'postgres:5432', protocol: postgresql }
`,
};

interface Work {
  readonly scaffolding: Scaffolding;
  /** A file as it is to be. */
  text(path: string): string;
  /** What the loader finds in the contracts as they are to be. */
  findings(): readonly Finding[];
}

/** Works on the loader's small contract set, with more files on top. Its applications have no services unless the files add one. */
export const smallWork = (more: Files = {}): Work => {
  const given = { ...files, ...more };
  const set = loaded(given);
  if (set.set === null) throw new Error(`the contracts have findings: ${JSON.stringify(set.findings)}`);
  const scaffolding = createScaffolding(set.set.bundle, (path) => given[path]);
  const { draft } = scaffolding;
  return {
    scaffolding,
    text: (path) => draft.text(path) ?? '',
    findings: () => loaded({ ...given, ...Object.fromEntries(draft.changes.map(({ path, after }) => [path, after])) }).findings,
  };
};

/** The same files with what was drafted, for a second piece of work. */
export const filesOf = ({ draft }: Scaffolding): Files => Object.fromEntries(draft.changes.map(({ path, after }) => [path, after]));

const loaded = (given: Files): ReturnType<typeof loadContracts> => {
  const { root, remove } = writeRepository(given);
  try {
    return loadContracts({ root, contracts: 'contracts', flows: 'flow-manager/flows' });
  } finally {
    remove();
  }
};
