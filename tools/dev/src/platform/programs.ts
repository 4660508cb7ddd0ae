import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project-folder.ts';

/** `registry`, `flow-manager`, `gateway`, or a service by its folder, such as `operator`. */
export type ProgramName = string;

export interface ProgramPlan {
  readonly entry: string;
  /** Where its own sources lie, relative to the repository. */
  readonly folder: string;
  /** Where its contracts lie, below `contracts/`; null for one that has none. */
  readonly contracts: string | null;
  /** Its schema and its role; the role `<schema>_owner` runs its migrations. */
  readonly schema: string;
  /** Later ones stop first: who takes calls, then who runs them, then who they need. */
  readonly rank: number;
}

/** Every service of a project: a folder below `services/` that has a `src/main.ts`. Its schema has the folder's name, with `_` for `-`. */
export function findServices(project: string): Readonly<Record<ProgramName, ProgramPlan>> {
  const folder = join(project, 'services');
  const plans = readdirSync(folder)
    .sort()
    .map((name) => {
      const entry = join(folder, name, 'src/main.ts');
      return [name, { entry, folder: `services/${name}`, contracts: name, schema: name.replaceAll('-', '_'), rank: 1 }] as const;
    });
  return Object.fromEntries(plans.filter(([, { entry }]) => existsSync(entry)));
}

/** Every program of the platform as it is now: where it starts, and what is its own. */
export const platformPrograms = (): Readonly<Record<ProgramName, ProgramPlan>> => ({
  registry: { entry: join(projectFolder, 'schema-registry/src/main.ts'), folder: 'schema-registry', contracts: null, schema: 'registry', rank: 0 },
  ...findServices(projectFolder),
  'flow-manager': {
    entry: join(projectFolder, 'flow-manager/src/main.ts'),
    folder: 'flow-manager',
    contracts: 'waveflow',
    schema: 'waveflow',
    rank: 2,
  },
  gateway: { entry: join(projectFolder, 'gateway/src/main.ts'), folder: 'gateway', contracts: 'waveflow-api', schema: 'gateway', rank: 3 },
});

/** Throws a TypeError where there is no such program. */
export function planOf(name: ProgramName): ProgramPlan {
  const plan = platformPrograms()[name];
  if (plan === undefined) throw new TypeError(`there is no program ${name}`);
  return plan;
}
