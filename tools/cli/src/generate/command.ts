import { defineCommand, type ExitCode, type Options, type Terminal, UsageError } from '../command.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import type { Values } from '../parse.ts';
import { folderOf } from '../repository.ts';
import { unchangedSince } from './manifest.ts';
import { AGREES, secondsSince } from './told.ts';
import { toolDigest } from './tool-digest.ts';

const OPTIONS = {
  check: { summary: 'write nothing; list the files that differ from what the contracts say' },
  watch: { summary: 'go on until Ctrl-C, and generate whenever contracts or flows change' },
  ...FOLDER_OPTIONS,
  out: { value: 'DIR', summary: 'where generated files go (generated/)', complete: 'directory' },
} as const satisfies Options;

const run = async ({ check, watch, out, ...values }: Values<typeof OPTIONS>, terminal: Terminal): Promise<ExitCode> => {
  const started = performance.now();
  if (check && watch) throw new UsageError('--check writes nothing, and --watch writes again and again: give one of them');
  const where = contractFolders(values);
  const folders = { ...where, out: folderOf(where.root, out, 'generated') };
  const tool = toolDigest();
  const last = watch ? undefined : unchangedSince(folders, tool);
  if (last !== undefined) {
    for (const warning of last.warnings) terminal.error(warning);
    terminal.out(check ? `${folders.out}/ ${AGREES}` : `${last.summary}, nothing changed (${secondsSince(started)})`);
    return 0;
  }
  // Loaded only now: where nothing changed, nothing is read and rendered.
  if (watch) return (await import('./watch.ts')).watchContracts(folders, terminal);
  const { generate } = await import('./generate.ts');
  return generate({ folders, check, tool, started }, terminal);
};

export const command = defineCommand({
  summary: 'write generated/ from the contracts, or check that it is up to date',
  options: OPTIONS,
  notes: `What did not change since the last run, in the contracts, in the generated files or in vyarna itself, is not done again.

Exit codes: 0 done, or nothing differs; 100 the contracts have findings, or files differ; 2 asked wrongly; 1 anything else.`,
  run,
});
