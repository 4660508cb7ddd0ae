import type { Registry } from '../../registry/registry.ts';
import type { Route } from '../route.ts';

const MOST = 1_000;

/** `/vyarna/changes`: the change log, for those who may administer everything. No part of Confluent's API. */
export const changeRoutes = (registry: Registry): readonly Route[] => [
  {
    method: 'GET',
    path: '/vyarna/changes',
    parameters: ['after', 'limit'],
    right: 'admin',
    answer: async ({ parameters }) => {
      const limit = Math.min(Math.max(parameters.whole('limit') ?? MOST, 1), MOST);
      const logged = await registry.changes(parameters.whole('after') ?? 0, limit);
      return logged.map(({ seq, at, actor, change }) => ({ seq, at: at.toISOString(), actor, ...change }));
    },
  },
];
