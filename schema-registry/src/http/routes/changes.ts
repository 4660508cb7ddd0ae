import type { Route } from '../route.ts';

const MOST = 1_000;

/** `/vyarna/changes`: the change log, for those who may administer everything. No part of Confluent's API. */
export const changeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/vyarna/changes',
    parameters: ['after', 'limit'],
    answer: async ({ parameters, registry }) => {
      const limit = Math.min(Math.max(parameters.whole('limit') ?? MOST, 1), MOST);
      const logged = await registry.changes(parameters.whole('after') ?? 0, limit);
      return logged.map(({ seq, at, actor, change }) => ({ seq, at: at.toISOString(), actor, ...change }));
    },
  },
];
