import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import type { Kafka } from '../kafka/broker.ts';
import { type PackageSet, packagesOf } from '../npm/packages-of.ts';
import { oneLine } from '../one-line.ts';
import type { Postgres } from '../postgres/server.ts';
import { npmCacheFolder, pythonCacheFolder } from '../project-folder.ts';
import { type PythonPackage, pythonWith } from '../python/python-with.ts';
import { type OptionalParts, optionalParts } from './optional-parts.ts';
import { startTestKafka, startTestPostgres } from './servers.ts';

/** What `testDatabase`, `testKafka`, `testPackages` and `testPython`, in the test processes, ask for. */
export type ServersAnswer = { readonly use: string } | { readonly fail: string };

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run's servers are asked for. */
    vyarnaServers: string;
    optionalParts: OptionalParts;
  }
}

/**
 * Vitest's global set-up: the process that owns the run's one PostgreSQL and one Kafka. Each is started when the first
 * test asks for it, and ends with the run, also when the run is killed.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string) => console.log(line);
  const parts = await optionalParts();
  for (const [name, { lacks, isRequired }] of Object.entries(parts)) {
    if (lacks !== null) say(`${name} tests ${isRequired ? 'fail' : 'are skipped'}: ${lacks}`);
  }
  project.provide('optionalParts', parts);
  let postgres: Promise<Postgres> | undefined;
  let kafka: Promise<Kafka> | undefined;

  const answers: { readonly [path: string]: (query: URLSearchParams) => Promise<ServersAnswer> } = {
    '/postgres': async () => {
      postgres ??= startTestPostgres();
      return { use: (await postgres).url() };
    },
    '/kafka': async () => {
      kafka ??= startTestKafka(say);
      return { use: (await kafka).brokers };
    },
    '/packages': async (query) => ({ use: await packagesOf(query.get('set') as PackageSet, npmCacheFolder, say) }),
    '/python': async (query) => ({ use: await pythonWith(query.getAll('package') as PythonPackage[], pythonCacheFolder, say) }),
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const answer = answers[pathname] ?? (async () => ({ fail: `There is no ${request.url}.` }));
    answer(searchParams)
      .catch((error: unknown): ServersAnswer => ({ fail: oneLine(error) }))
      .then((body) => response.end(JSON.stringify(body)))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  project.provide('vyarnaServers', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  return async () => {
    server.close();
    server.closeAllConnections();
    const running = await Promise.allSettled([postgres, kafka]);
    await Promise.all(running.map((one) => (one.status === 'fulfilled' ? one.value?.stop() : undefined)));
  };
}
