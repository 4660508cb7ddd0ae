import { demand } from '../../access/caller.ts';
import { contextOf } from '../../registry/names.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Route } from '../route.ts';
import { contextPrefix } from '../target.ts';

/** `/contexts`: the worlds of their own that subjects can be in. Every other route works below `/contexts/{context}` too. */
export const contextRoutes = (registry: Registry): readonly Route[] => [
  {
    method: 'GET',
    path: '/contexts',
    parameters: ['contextPrefix', 'offset', 'limit'],
    answer: async ({ parameters }) => {
      const prefix = parameters.text('contextPrefix') ?? '';
      const contexts = await registry.query({ type: 'contexts' });
      return parameters.page(contexts.filter((context) => context.startsWith(prefix)));
    },
  },
  {
    method: 'DELETE',
    path: '/contexts/{context}',
    answer: ({ path, caller }) => {
      const name = contextPrefix(path['context'] ?? '');
      demand(caller, 'admin', name);
      return registry.execute({ type: 'delete-context', context: contextOf(name) }, caller.name);
    },
  },
];
