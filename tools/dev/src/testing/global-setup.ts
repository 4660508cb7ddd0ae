import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { Failure, oneLine } from '../failure.ts';
import type { Kafka } from '../kafka/broker.ts';
import type { Postgres } from '../postgres/server.ts';
import { startTestKafka, startTestPostgres } from './servers.ts';

/** What `testDatabase` and `testKafka`, in the test processes, ask for. */
export type ServersAnswer = { readonly use: string } | { readonly skip: string } | { readonly fail: string };

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run's servers are asked for. */
    vyarnaServers: string;
  }
}

/**
 * Vitest's global set-up: the process that owns the run's one PostgreSQL and one Kafka. Each is started when the first
 * test asks for it, and ends with the run, also when the run is killed.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string) => console.log(line);
  let postgres: Promise<Postgres> | undefined;
  let kafka: Promise<Kafka> | undefined;

  const answers: { readonly [path: string]: () => Promise<ServersAnswer> } = {
    '/postgres': async () => {
      postgres ??= startTestPostgres(say);
      return { use: (await postgres).url() };
    },
    '/kafka': async () => {
      if (kafka === undefined) {
        kafka = startTestKafka(say);
        kafka.catch((error) => {
          if (isJavaMissing(error) && !isRequired) say(`Kafka tests skipped. ${oneLine(error)}`);
        });
      }
      try {
        return { use: (await kafka).brokers };
      } catch (error) {
        return isJavaMissing(error) && !isRequired ? { skip: oneLine(error) } : { fail: oneLine(error) };
      }
    },
  };
  const isRequired = process.env['REQUIRE_KAFKA'] === '1';

  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? (async () => ({ fail: `There is no ${request.url}.` }));
    answer()
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

function isJavaMissing(error: unknown): boolean {
  return error instanceof Failure && error.code === 'JAVA_MISSING';
}
