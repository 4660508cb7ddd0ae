import { committedDrift, type Drift, type Generation, type Step, Workspace, type WorkspaceFolders } from '@vyarna/codegen';
import { formatFinding } from '@vyarna/loader';
import type { ExitCode, Terminal } from '../command.ts';
import { keep } from './manifest.ts';
import { AGREES, plural, secondsSince } from './told.ts';

interface Asked {
  readonly folders: WorkspaceFolders;
  readonly check: boolean;
  /** See `Manifest`. */
  readonly tool: string;
  /** When the command began. */
  readonly started: number;
}

/** Reads everything, and writes or compares. */
export const generate = async ({ folders, check, tool, started }: Asked, terminal: Terminal): Promise<ExitCode> => {
  const workspace = new Workspace(folders, (step) => {
    const isSlow = performance.now() - started > SLOW_MS;
    if (isSlow && process.stderr.isTTY) terminal.error(STEPS[step](folders));
  });
  const generation = check ? await workspace.compare() : await workspace.generate();
  if (!reportFindings(generation, terminal)) {
    terminal.error(`vyarna generate: ${plural(errorsIn(generation).length, 'error')} in the contracts; nothing was written.`);
    return 100;
  }
  if (check) return reportDrift(committedDrift(generation.drift), folders.out, terminal);
  const summary = summaryOf(generation, folders.out);
  try {
    keep(folders, generation, { tool, summary, warnings: warningsIn(generation) });
  } catch (error) {
    // All that was asked for is done.
    terminal.error(`vyarna generate: what was done could not be noted, so the next run will do it again: ${(error as Error).message}`);
  }
  terminal.out(`${summary}, ${changes(generation.drift)} (${secondsSince(started)})`);
  return 0;
};

/** Someone who has waited so long is told what goes on. */
const SLOW_MS = 1000;

const STEPS: { readonly [step in Step]: (folders: WorkspaceFolders) => string } = {
  read: ({ contracts, flows }) => `Reading ${contracts}/ and ${flows}/`,
  generate: ({ out }) => `Generating ${out}/`,
  compare: ({ out }) => `Comparing with ${out}/`,
  write: ({ out }) => `Writing ${out}/`,
};

/** Says what was found; false where the contracts are refused. */
export const reportFindings = (generation: Generation, terminal: Terminal): boolean => {
  for (const warning of warningsIn(generation)) terminal.error(warning);
  for (const error of errorsIn(generation)) terminal.out(formatFinding(error));
  return generation.set !== null;
};

const errorsIn = ({ findings }: Generation): Generation['findings'] => findings.filter(({ severity }) => severity === 'error');

/** What can be read, though hardly as it was meant: said, but not in the way. */
const warningsIn = ({ findings }: Generation): readonly string[] =>
  findings.filter(({ severity }) => severity === 'warning').map((finding) => `warning: ${formatFinding(finding)}`);

const summaryOf = ({ set, files }: Generation, out: string): string => {
  const { apps = {}, channels = {}, types = {} } = set?.bundle ?? {};
  const count = (models: object, noun: string): string => plural(Object.keys(models).length, noun);
  return `${count(apps, 'application')}, ${count(channels, 'channel')}, ${count(types, 'type')}: ${plural(files.length, 'file')} in ${out}/`;
};

/** `3 written, 1 removed`. */
export const changes = ({ missing, changed, stale }: Drift): string => {
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
    terminal.out(`${out}/ ${AGREES}`);
    return 0;
  }
  terminal.error(
    `vyarna generate --check: ${plural(count, 'file')} in ${out}/ differ${count === 1 ? 's' : ''}. Run make codegen and commit the result.`,
  );
  return 100;
};
