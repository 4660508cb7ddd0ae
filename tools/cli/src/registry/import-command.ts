import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import type { RegistryClient } from './client.ts';
import { type Dump, DumpError, readDump, type Settings } from './dump.ts';
import { exportRegistry } from './export.ts';
import { partly } from './export-command.ts';
import { importVersions } from './import.ts';
import { planImport } from './plan-import.ts';
import { stopSignal } from './stop-signal.ts';
import { plural, progressOn } from './told.ts';

/** `vyarna registry import`: shows what the registry lacks of a file, or of another registry, then brings it in. */
export const importCommand = async (
  registry: RegistryClient,
  source: string | RegistryClient,
  dryRun: boolean,
  terminal: Terminal,
): Promise<ExitCode> => {
  const { signal, release } = stopSignal();
  try {
    const dump = await dumpOf(source, terminal, signal);
    const plan = await planImport(registry, dump, progressOn(terminal, 'subjects compared'), signal);
    for (const conflict of plan.conflicts) terminal.out(`conflict: ${conflict}`);
    if (plan.conflicts.length > 0) {
      terminal.error(
        `vyarna registry import: nothing was imported; ${registry.url} has ${plural(plan.conflicts.length, 'thing')} otherwise under the same numbers.`,
      );
      return 100;
    }
    for (const { subject, version, id } of plan.register) terminal.out(`+ ${subject}: version ${version}, id ${id}`);
    for (const { subject, version } of plan.remove) terminal.out(`- ${subject}: version ${version} deleted`);
    for (const { wanted } of plan.settings) terminal.out(settingsLine(wanted));
    const isNothing = plan.register.length + plan.remove.length + plan.settings.length === 0;
    terminal.out(`${registry.url}: lacks ${plural(plan.register.length, 'version')} of ${dump.versions.length}`);
    if (dryRun || isNothing) {
      if (dryRun) terminal.error('vyarna registry import: nothing was sent, as --dry-run asks.');
      return 0;
    }
    await importVersions(plan, { registry, settings: dump.settings, progress: progressOn(terminal, 'versions imported'), signal });
    terminal.error(`vyarna registry import: ${plural(plan.register.length, 'version')} imported.`);
    return 0;
  } catch (error) {
    if (error instanceof DumpError) throw new UsageError(error.message);
    if (!signal.aborted) throw error;
    terminal.error('vyarna registry import: stopped; import again to go on.');
    return 1;
  } finally {
    release();
  }
};

const dumpOf = async (source: string | RegistryClient, terminal: Terminal, signal: AbortSignal): Promise<Dump> => {
  if (typeof source === 'string') return readDump(source);
  const exported = await exportRegistry(source, progressOn(terminal, 'versions read'), signal);
  if (!exported.isComplete) terminal.error(partly(source));
  return exported;
};

const settingsLine = ({ subject, config, mode }: Settings): string => {
  const where = subject === '' ? 'the registry' : subject;
  return `~ ${where}: ${config === null ? 'no config of its own' : JSON.stringify(config)}, ${mode === null ? 'no mode of its own' : mode}`;
};
