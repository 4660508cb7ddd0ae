import { createServer } from 'node:net';
import { type TestDatabase, testDatabase } from '@vyarna/dev/testing';
import { type Served, serveRegistry } from './run-vyarna.ts';

export const freePort = (): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(String(port)));
    });
  });

/** A registry on an empty database of its own. */
export class TestRegistry {
  readonly url: string;
  readonly #served: Served;
  readonly #database: TestDatabase;

  private constructor(served: Served, database: TestDatabase) {
    this.url = served.url;
    this.#served = served;
    this.#database = database;
  }

  /** `environment` is its configuration, besides its database. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<TestRegistry> {
    const database = await testDatabase();
    return new TestRegistry(await serveRegistry(['--port', await freePort()], { ...environment, DATABASE_URL: database.url }), database);
  }

  /** The body of an answer, whatever its status. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
    const response = await fetch(`${this.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return response.json();
  }

  async stop(): Promise<void> {
    await this.#served.stop();
    await this.#database.close();
  }
}
