import type { Route } from '../route.ts';

/**
 * `/vyarna/settings`: every config and mode as it was set, also of what has no versions, which the routes of Confluent's API do not list, and
 * whether the caller may see all there is. No part of that API.
 */
export const settingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/vyarna/settings',
    answer: async ({ registry }) => ({ complete: registry.readsAll, settings: await registry.query({ type: 'settings' }) }),
  },
];
