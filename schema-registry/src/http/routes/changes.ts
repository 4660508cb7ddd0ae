import { badRequest } from '../http-error.ts';
import type { Route } from '../route.ts';

const MOST = 1_000;

/** `/vyarna/changes`: the change log, for those who may administer everything. No part of Confluent's API. */
export const changeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/vyarna/changes',
    parameters: ['after', 'limit'],
    answer: async ({ parameters, registry }) => {
      const limit = parameters.whole('limit') ?? MOST;
      const after = parameters.whole('after') ?? 0;
      if (limit < 1 || limit > MOST)
        throw badRequest(`The parameter limit is ${limit}: it is from 1 to ${MOST}. Ask for more with after=<the last seq>.`);
      if (after < 0) throw badRequest(`The parameter after is ${after}: numbers of changes begin with 1.`);
      const logged = await registry.changes(after, limit);
      return logged.map(({ seq, at, actor, change }) => ({ seq, at: at.toISOString(), actor, ...change }));
    },
  },
];
