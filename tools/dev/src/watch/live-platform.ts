import type { Workspace } from '@vyarna/codegen';
import type { Bundle } from '@vyarna/contract';
import { oneLine } from '../one-line.ts';
import type { Platform, PlatformProcess } from '../platform/platform.ts';
import { planOf } from '../platform/programs.ts';
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
  readonly platform: Pick<Platform, 'processes' | 'useContracts' | 'token'>;
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
  /** By program: what it runs on, and what it could not be started on. */
  readonly #running = new Map<PlatformProcess, string>();
  readonly #failed = new Map<PlatformProcess, string>();
  readonly #findings: Findings;

  constructor(options: LiveOptions, beginning: Beginning) {
    this.#options = options;
    this.#findings = new Findings(options.say);
    this.#seen = beginning.sources;
    this.#good = beginning;
    this.#used = beginning.bundle.hash;
    this.#permissions = new Set(beginning.bundle.routes.flatMap(({ permission }) => permission ?? []));
    for (const one of options.platform.processes) this.#running.set(one, this.#wantedOf(one));
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
      await this.#tellOfPermissions(bundle);
      return true;
    } catch (error) {
      say(`${oneLine(error)} All goes on as it was; the next change tries again.`);
      return false;
    }
  }

  /** A token has the permissions that there were when it was made. */
  async #tellOfPermissions({ routes }: Bundle): Promise<void> {
    const { platform, say } = this.#options;
    const added = [...new Set(routes.flatMap(({ permission }) => (permission === null || this.#permissions.has(permission) ? [] : [permission])))];
    if (added.length === 0) return;
    for (const permission of added) this.#permissions.add(permission);
    say(`A token that may ${added.join(', ')} too, as in .vyarna/env: ${await platform.token()}`);
  }

  async #replace(): Promise<string> {
    const due = this.#options.platform.processes.filter((one) => {
      const wanted = this.#wantedOf(one);
      return wanted !== this.#running.get(one) && wanted !== this.#failed.get(one);
    });
    const failures: string[] = [];
    await Promise.all(
      due.map(async (one) => {
        const wanted = this.#wantedOf(one);
        try {
          await one.replace();
          this.#running.set(one, wanted);
          this.#failed.delete(one);
        } catch (error) {
          this.#failed.set(one, wanted);
          failures.push(`${one.name} goes on as it was, since its new start failed: ${oneLine(error)}`);
        }
      }),
    );
    const restarted = due.filter((one) => !this.#failed.has(one)).map(({ name }) => name);
    if (due.length === 0) return 'no program is affected';
    return [...(restarted.length === 0 ? [] : [`restarted ${restarted.sort().join(', ')}`]), ...failures.sort()].join('; ');
  }

  /** Contracts and flows count from the last time they had no errors, all other sources as they are. */
  #wantedOf({ program }: PlatformProcess): string {
    const { bundle, sources } = this.#good;
    const flows = [...sources].filter(([path]) => isContractSource(path));
    const others = [...this.#seen].filter(([path]) => !isContractSource(path));
    return programContent(planOf(program), bundle, new Map([...flows, ...others]));
  }
}

const MOST_NAMED = 3;

const listOf = (paths: readonly string[]): string => {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  return paths.length <= MOST_NAMED ? named : `${named} and ${paths.length - MOST_NAMED} more`;
};
