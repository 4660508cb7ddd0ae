import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleText } from '@vyarna/contract';
import { defineCommand } from '../command.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import { folderOf } from '../repository.ts';

export const command = defineCommand({
  summary: 'write the bundle alone: the whole model, which running programs read',
  options: { ...FOLDER_OPTIONS, out: { value: 'FILE', summary: 'where it goes (generated/bundle.json)', complete: 'file' } },
  notes: 'Exit codes: 0 written; 100 the contracts have errors; 2 asked wrongly; 1 anything else.',
  async run({ out, ...folders }, terminal) {
    const where = contractFolders(folders);
    // Loaded only now: a shell that completes asks every command for its summary.
    const { formatFinding, loadContracts } = await import('@vyarna/loader');
    const { set, findings } = loadContracts(where);
    if (set === null) {
      for (const finding of findings) terminal.out(formatFinding(finding));
      return 100;
    }
    const file = folderOf(where.root, out, 'generated/bundle.json');
    const path = join(where.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bundleText(set.bundle));
    terminal.out(`${file}: ${set.bundle.hash}`);
    return 0;
  },
});
