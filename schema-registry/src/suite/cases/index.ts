import type { Group } from '../case.ts';
import { clients } from './clients.ts';
import { compatibility } from './compatibility.ts';
import { config } from './config.ts';
import { contexts } from './contexts.ts';
import { mode } from './mode.ts';
import { normalize } from './normalize.ts';
import { ownLimits } from './own-limits.ts';
import { protocol } from './protocol.ts';
import { references } from './references.ts';
import { schemas } from './schemas.ts';
import { subjects } from './subjects.ts';
import { versions } from './versions.ts';

export const groups: readonly Group[] = [
  subjects,
  versions,
  schemas,
  references,
  normalize,
  compatibility,
  config,
  mode,
  contexts,
  protocol,
  clients,
  ownLimits,
];
