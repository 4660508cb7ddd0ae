import type { Registry } from '../../registry/registry.ts';
import type { Route } from '../route.ts';
import { changeRoutes } from './changes.ts';
import { compatibilityRoutes } from './compatibility.ts';
import { configRoutes } from './config.ts';
import { contextRoutes } from './contexts.ts';
import { modeRoutes } from './mode.ts';
import { schemaRoutes } from './schemas.ts';
import { serverRoutes } from './server.ts';
import { subjectRoutes } from './subjects.ts';
import { versionRoutes } from './versions.ts';

export const allRoutes = (registry: Registry): readonly Route[] => [
  ...serverRoutes,
  ...subjectRoutes(registry),
  ...versionRoutes(registry),
  ...schemaRoutes(registry),
  ...compatibilityRoutes(registry),
  ...configRoutes(registry),
  ...modeRoutes(registry),
  ...contextRoutes(registry),
  ...changeRoutes(registry),
];
