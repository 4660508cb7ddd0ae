interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Connects at first use, and anew after each failure of use: a kafkajs client that lost its brokers may never find back. */
export class Reconnecting<Client extends Connectable> {
  readonly #create: () => Client;
  #current: Promise<Client> | undefined;

  constructor(create: () => Client) {
    this.#create = create;
  }

  async use<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    this.#current ??= connected(this.#create());
    const current = this.#current;
    try {
      return await work(await current);
    } catch (error) {
      if (this.#current === current) this.#current = undefined;
      void current.then((client) => client.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const client = await this.#current?.catch(() => undefined);
    this.#current = undefined;
    await client?.disconnect().catch(() => undefined);
  }
}

async function connected<Client extends Connectable>(client: Client): Promise<Client> {
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.disconnect().catch(() => undefined);
    throw error;
  }
}
