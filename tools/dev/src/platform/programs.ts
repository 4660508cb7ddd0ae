import { join } from 'node:path';
import { projectFolder } from '../project-folder.ts';

export type ProgramName = 'registry' | 'operator' | 'business-unit' | 'flow-manager' | 'gateway';

export interface ProgramPlan {
  readonly entry: string;
  /** Its schema and its role; the role `<schema>_owner` runs its migrations. */
  readonly schema: string;
  /** Later ones stop first: who takes calls, then who runs them, then who they need. */
  readonly rank: number;
}

/** Every program of the platform: where it starts and which part of the database is its own. */
export const programs: Readonly<Record<ProgramName, ProgramPlan>> = {
  registry: { entry: join(projectFolder, 'schema-registry/src/main.ts'), schema: 'registry', rank: 0 },
  operator: { entry: join(projectFolder, 'services/operator/src/main.ts'), schema: 'operator', rank: 1 },
  'business-unit': { entry: join(projectFolder, 'services/business-unit/src/main.ts'), schema: 'business_unit', rank: 1 },
  'flow-manager': { entry: join(projectFolder, 'flow-manager/src/main.ts'), schema: 'waveflow', rank: 2 },
  gateway: { entry: join(projectFolder, 'gateway/src/main.ts'), schema: 'gateway', rank: 3 },
};

export const programNames = Object.keys(programs) as readonly ProgramName[];
