import type { Route } from '../route.ts';

/**
 * `/vyarna/settings`: every config and mode as it was set, also of what has no versions, which the routes of Confluent's API do not list. No part of
 * that API.
 */
export const settingRoutes: readonly Route[] = [
  { method: 'GET', path: '/vyarna/settings', answer: ({ registry }) => registry.query({ type: 'settings' }) },
];
