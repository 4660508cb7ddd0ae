import { join } from 'node:path';
import type { Drift } from '@vyarna/codegen';
import { formatFinding, type LoadOptions, loadContracts } from '@vyarna/loader';
import { defineCommand, type ExitCode, type Options, type Terminal } from '../command.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import type { Values } from '../parse.ts';
import { folderOf } from '../repository.ts';

type Folders = LoadOptions & { readonly out: string };

const OPTIONS = {
  check: { summary: 'write nothing; list the files that differ from what the contracts say' },
  ...FOLDER_OPTIONS,
  out: { value: 'DIR', summary: 'where generated files go (generated/)', complete: 'directory' },
} as const satisfies Options;

const foldersOf = (values: Values<typeof OPTIONS>): Folders => {
  const folders = contractFolders(values);
  return { ...folders, out: folderOf(folders.root, values.out, 'generated') };
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const run = async (values: Values<typeof OPTIONS>, terminal: Terminal): Promise<ExitCode> => {
  const started = performance.now();
  const { out, ...where } = foldersOf(values);
  const progress = (line: string): void => {
    if (process.stderr.isTTY) terminal.error(line);
  };
  progress(`Reading ${where.contracts}/ and ${where.flows}/`);
  const { set, findings } = loadContracts(where);
  if (set === null) {
    for (const finding of findings) terminal.out(formatFinding(finding));
    const refusals = findings.filter(({ severity }) => severity === 'error');
    terminal.error(`vyarna generate: ${plural(refusals.length, 'error')} in the contracts; nothing was written.`);
    return 100;
  }
  // What can be read, though hardly as it was meant: said, but not in the way.
  for (const finding of findings) terminal.error(`warning: ${formatFinding(finding)}`);
  progress(`Generating ${out}/`);
  // Loaded only now: contracts with findings need no emitters.
  const { committedDrift, findDrift, generateFiles, writeOutput } = await import('@vyarna/codegen');
  const files = await generateFiles(set, out);
  const folder = join(where.root, out);
  const drift = findDrift(folder, files);
  if (values.check) return reportDrift(committedDrift(drift), out, terminal);
  writeOutput(folder, files, drift);
  const { apps, channels, types } = set.bundle;
  const [nApps, nChannels, nTypes] = [apps, channels, types].map((models) => Object.keys(models).length);
  const read = `${plural(nApps ?? 0, 'application')}, ${plural(nChannels ?? 0, 'channel')}, ${plural(nTypes ?? 0, 'type')}`;
  terminal.out(`${read}: ${plural(files.length, 'file')} in ${out}/, ${changes(drift)} (${((performance.now() - started) / 1000).toFixed(2)} s)`);
  return 0;
};

const changes = ({ missing, changed, stale }: Drift): string => {
  const written = missing.length + changed.length;
  if (written + stale.length === 0) return 'nothing changed';
  return [`${written} written`, ...(stale.length === 0 ? [] : [`${stale.length} removed`])].join(', ');
};

const reportDrift = ({ missing, changed, stale }: Drift, out: string, terminal: Terminal): ExitCode => {
  for (const path of missing) terminal.out(`${out}/${path}: is missing`);
  for (const path of changed) terminal.out(`${out}/${path}: differs from the contracts`);
  for (const path of stale) terminal.out(`${out}/${path}: is no longer generated`);
  const count = missing.length + changed.length + stale.length;
  if (count === 0) {
    terminal.out(`${out}/ is what the contracts say.`);
    return 0;
  }
  terminal.error(
    `vyarna generate --check: ${plural(count, 'file')} in ${out}/ differ${count === 1 ? 's' : ''}. Run make codegen and commit the result.`,
  );
  return 100;
};

export const command = defineCommand({
  summary: 'write generated/ from the contracts, or check that it is up to date',
  options: OPTIONS,
  notes: 'Exit codes: 0 done, or nothing differs; 100 the contracts have findings, or files differ; 2 asked wrongly; 1 anything else.',
  run,
});
