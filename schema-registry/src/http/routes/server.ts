import type { Route } from '../route.ts';

/** What the server says of itself. It is no Kafka cluster, so it calls the place of one after itself. */
export const serverRoutes: readonly Route[] = [
  { method: 'GET', path: '/', answer: () => ({}) },
  { method: 'POST', path: '/', members: [], answer: () => ({}) },
  {
    method: 'GET',
    path: '/v1/metadata/id',
    answer: () => ({ scope: { path: [], clusters: { 'kafka-cluster': 'vyarna', 'schema-registry-cluster': 'schema-registry' } }, id: '' }),
  },
  // The API's version, which clients choose their calls by.
  { method: 'GET', path: '/v1/metadata/version', answer: () => ({ version: '8.2.0', commitId: 'vyarna' }) },
  { method: 'GET', path: '/v1/metadata/deployment', answer: () => ({ attributes: [] }) },
];
