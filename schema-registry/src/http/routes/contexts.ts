import { contextOf } from '../../registry/names.ts';
import type { Route } from '../route.ts';
import { contextPrefix } from '../target.ts';

/** `/contexts`: the worlds of their own that subjects can be in. Every other route works below `/contexts/{context}` too. */
export const contextRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/contexts',
    parameters: ['contextPrefix', 'offset', 'limit'],
    answer: async ({ parameters, registry }) => {
      const prefix = parameters.text('contextPrefix') ?? '';
      return parameters.page((await registry.query({ type: 'contexts' })).filter((context) => context.startsWith(prefix)));
    },
  },
  {
    method: 'DELETE',
    path: '/contexts/{context}',
    answer: ({ path, registry }) => registry.execute({ type: 'delete-context', context: contextOf(contextPrefix(path['context'] ?? '')) }),
  },
];
