import type { Workspace } from '@vyarna/codegen';
import type { Bundle } from '@vyarna/contract';
import { oneLine } from '../one-line.ts';
import type { Platform } from '../platform/platform.ts';
import type { ProgramName, ProgramPlan } from '../platform/programs.ts';
import { Findings } from './findings.ts';
import { programContent } from './program-content.ts';
import { changedPaths, type Snapshot, type SourceTree } from './source-tree.ts';
import { isContractSource } from './sources.ts';

/** What a platform was started on. */
export interface Beginning {
  readonly bundle: Bundle;
  /** Taken before the contracts were read: what changed meanwhile is seen again. */
  readonly sources: Snapshot;
}

export interface LiveOptions {
  readonly platform: Pick<Platform, 'processes' | 'useContracts' | 'startExtra'>;
  /** Those that there should be now. */
  readonly programs: () => Readonly<Record<ProgramName, ProgramPlan>>;
  readonly workspace: Pick<Workspace, 'generate'>;
  readonly tree: Pick<SourceTree, 'snapshot'>;
  readonly say: (line: string) => void;
}

/**
 * Keeps a platform in line with the sources it runs on. Each `look` is one regeneration: contracts with errors change nothing; else new topics are
 * created and new schemas registered, and then those programs are replaced whose part of contracts or sources differs, and no other.
 */
export class LivePlatform {
  readonly #options: LiveOptions;
  #seen: Snapshot;
  /** The last contracts and flows without errors. */
  #good: Beginning;
  /** The hash of those that bus and registry have. */
  #used: string;
  readonly #permissions: Set<string>;
  /** By name: what it runs on, and what it could not be started on. */
  readonly #running = new Map<string, string>();
  readonly #failed = new Map<string, string>();
  readonly #findings: Findings;

  constructor(options: LiveOptions, beginning: Beginning) {
    this.#options = options;
    this.#findings = new Findings(options.say);
    this.#seen = beginning.sources;
    this.#good = beginning;
    this.#used = beginning.bundle.hash;
    this.#permissions = new Set(beginning.bundle.routes.flatMap(({ permission }) => permission ?? []));
    const wanted = this.#wanted();
    for (const { name, program } of options.platform.processes) this.#running.set(name, wanted.get(program) ?? '');
  }

  /** Looks once at all sources. Says one line where something changed, and what is in the way; rejects for faults of its own alone. */
  async look(): Promise<void> {
    const { tree, say } = this.#options;
    const startedAt = performance.now();
    const now = tree.snapshot();
    const changed = changedPaths(this.#seen, now);
    if (changed.length === 0) return;
    this.#seen = now;
    const did = changed.some(isContractSource) ? await this.#generate(now) : undefined;
    if (did === null && !changed.some((path) => !isContractSource(path))) {
      say(`${listOf(changed)} changed: nothing is generated, and all goes on as it was, until this is put right.`);
      return;
    }
    if (!(await this.#useContracts())) return;
    const outcome = await this.#replace();
    const generated = did === undefined || did === null ? [] : [`${did} file${did === 1 ? '' : 's'} generated`];
    say(`${listOf(changed)} changed: ${[...generated, outcome].join('; ')} (${((performance.now() - startedAt) / 1000).toFixed(1)} s).`);
  }

  /** The number of files written or removed; null for contracts with errors. */
  async #generate(sources: Snapshot): Promise<number | null> {
    const generation = await this.#options.workspace.generate();
    this.#findings.tell(generation);
    if (generation.set === null) return null;
    this.#good = { bundle: generation.set.bundle, sources };
    const { missing, changed, stale } = generation.drift;
    return missing.length + changed.length + stale.length;
  }

  /** False, and said, when bus or registry do not take them: the next change tries again. */
  async #useContracts(): Promise<boolean> {
    const { platform, say } = this.#options;
    const { bundle } = this.#good;
    if (bundle.hash === this.#used) return true;
    try {
      await platform.useContracts(bundle);
      this.#used = bundle.hash;
      this.#tellOfPermissions(bundle);
      return true;
    } catch (error) {
      say(`${oneLine(error)} All goes on as it was; the next change tries again.`);
      return false;
    }
  }

  /** A token has the permissions that there were when it was made. */
  #tellOfPermissions({ routes }: Bundle): void {
    const added = [...new Set(routes.flatMap(({ permission }) => (permission === null || this.#permissions.has(permission) ? [] : [permission])))];
    if (added.length === 0) return;
    for (const permission of added) this.#permissions.add(permission);
    this.#options.say(`A new token in .vyarna/env has ${added.join(', ')} too.`);
  }

  async #replace(): Promise<string> {
    const { processes, startExtra } = this.#options.platform;
    const wanted = this.#wanted();
    const running = new Set(processes.map(({ program }) => program));
    const steps = [
      ...processes.map((one) => ({ name: one.name, content: wanted.get(one.program), verb: 'restarted', run: () => one.replace() })),
      ...[...wanted].flatMap(([name, content]) => (running.has(name) ? [] : [{ name, content, verb: 'started', run: () => startExtra(name) }])),
    ];
    const due = steps.filter(
      ({ name, content }) => content !== undefined && content !== this.#running.get(name) && content !== this.#failed.get(name),
    );
    const outcomes = await Promise.all(
      due.map(async ({ name, content = '', verb, run }) => {
        try {
          await run();
          this.#running.set(name, content);
          this.#failed.delete(name);
          return { name, verb };
        } catch (error) {
          this.#failed.set(name, content);
          const state = this.#running.has(name) ? `${name} goes on as it was, since its new start failed` : `${name} is new, and does not start`;
          return { name, verb: '', failure: `${state}: ${oneLine(error)}` };
        }
      }),
    );
    if (due.length === 0) return 'no program is affected';
    const done = ['started', 'restarted'].flatMap((verb) => {
      const names = outcomes.filter((outcome) => outcome.verb === verb).map(({ name }) => name);
      return names.length === 0 ? [] : [`${verb} ${names.sort().join(', ')}`];
    });
    return [...done, ...outcomes.flatMap(({ failure }) => failure ?? []).sort()].join('; ');
  }

  /** By program, what it should run on: contracts and flows as they last had no errors, all other sources as they are. */
  #wanted(): ReadonlyMap<ProgramName, string> {
    const { bundle, sources } = this.#good;
    const flows = [...sources].filter(([path]) => isContractSource(path));
    const others = [...this.#seen].filter(([path]) => !isContractSource(path));
    const all = new Map([...flows, ...others]);
    return new Map(Object.entries(this.#options.programs()).map(([name, plan]) => [name, programContent(plan, bundle, all)]));
  }
}

const MOST_NAMED = 3;

const listOf = (paths: readonly string[]): string => {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  return paths.length <= MOST_NAMED ? named : `${named} and ${paths.length - MOST_NAMED} more`;
};
