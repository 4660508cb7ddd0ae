import type { Route } from '../route.ts';
import { changeRoutes } from './changes.ts';
import { compatibilityRoutes } from './compatibility.ts';
import { configRoutes } from './config.ts';
import { contextRoutes } from './contexts.ts';
import { modeRoutes } from './mode.ts';
import { schemaRoutes } from './schemas.ts';
import { serverRoutes } from './server.ts';
import { settingRoutes } from './settings.ts';
import { subjectRoutes } from './subjects.ts';
import { versionRoutes } from './versions.ts';

export const allRoutes: readonly Route[] = [
  ...serverRoutes,
  ...subjectRoutes,
  ...versionRoutes,
  ...schemaRoutes,
  ...compatibilityRoutes,
  ...configRoutes,
  ...modeRoutes,
  ...contextRoutes,
  ...settingRoutes,
  ...changeRoutes,
];
