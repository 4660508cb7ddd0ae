import { randomUUID } from 'node:crypto';
import type { Logger } from '@vyarna/logger';
import { assign } from '../assignment.ts';
import type { SubscribeOptions, Subscription } from '../port.ts';
import type { Claim, ClaimRow, ClaimStore, MemberRow } from './claim-store.ts';
import { PartitionWorker } from './partition-worker.ts';
import type { RecordFetcher } from './record-fetcher.ts';
import type { Partition, TopicCatalogue } from './topic-catalogue.ts';

export interface MembershipParts {
  readonly claims: ClaimStore;
  readonly catalogue: TopicCatalogue;
  readonly fetcher: RecordFetcher;
  readonly logger: Logger;
}

/** What the membership asks of the one who keeps all memberships of the process. */
export interface Keeper {
  /** Another round of `plan` and `take`, soon. */
  hurry(): void;
  /** Ends the membership in the database, between two rounds. */
  leave(membership: GroupMembership): Promise<void>;
}

/** One member of one group: a subscription, and the workers on the partitions it holds. */
export class GroupMembership implements Subscription {
  readonly row: MemberRow;
  readonly ready: Promise<void>;
  readonly #options: SubscribeOptions;
  readonly #parts: MembershipParts;
  readonly #keeper: Keeper;
  readonly #workers = new Map<number, PartitionWorker>();
  readonly #joined = Promise.withResolvers<void>();
  #closed: Promise<void> | undefined;
  #waitsForTopic = false;

  constructor(options: SubscribeOptions, parts: MembershipParts, keeper: Keeper) {
    this.row = { id: randomUUID(), group: options.group, topics: [...options.topics] };
    this.ready = this.#joined.promise;
    this.#options = options;
    this.#parts = parts;
    this.#keeper = keeper;
  }

  /** Compares what it should hold with what it holds: stops workers, and says which partitions to claim and which to free. */
  plan(members: readonly MemberRow[], claims: readonly ClaimRow[], topics: ReadonlyMap<string, readonly Partition[]>) {
    const living = members.filter((member) => member.group === this.row.group);
    const standing = new Map(claims.filter((claim) => claim.group === this.row.group).map((claim) => [claim.partition, claim]));
    const partitions = [...new Set(living.flatMap((member) => member.topics))].flatMap((topic) => topics.get(topic) ?? []);
    const owners = this.#closed === undefined ? assign(living, partitions) : new Map<number, string>();
    const free: Claim[] = [];
    for (const [id, worker] of this.#workers) {
      const claim = standing.get(id);
      const lost = claim?.member !== this.row.id || claim.epoch !== worker.claim.epoch;
      if (lost || owners.get(id) !== this.row.id) worker.stop();
      if (!worker.settled) continue;
      this.#workers.delete(id);
      if (!lost && owners.get(id) !== this.row.id) free.push(worker.claim);
    }
    const alive = new Set(living.map((member) => member.id));
    const wanted = partitions.filter((partition) => owners.get(partition.id) === this.row.id);
    const claim = wanted.filter((partition) => {
      const holder = standing.get(partition.id)?.member ?? null;
      return !this.#workers.has(partition.id) && (holder === null || holder === this.row.id || !alive.has(holder));
    });
    const complete = this.row.topics.every((topic) => topics.has(topic));
    if (!complete && !this.#waitsForTopic) {
      this.#waitsForTopic = true;
      const missing = this.row.topics.filter((topic) => !topics.has(topic));
      this.#parts.logger.warn({ group: this.row.group, missing }, 'waiting for a topic that does not exist yet');
    }
    return { free, claim: claim.map((partition) => ({ group: this.row.group, member: this.row.id, partition })), wanted, complete };
  }

  /** Begins to work on what was claimed; `wanted` and `complete` are those of the plan. */
  take(claims: readonly Claim[], wanted: readonly Partition[], complete: boolean): void {
    for (const claim of claims) {
      if (claim.member !== this.row.id || this.#closed !== undefined) continue;
      const worker = new PartitionWorker({
        claim,
        claims: this.#parts.claims,
        fetcher: this.#parts.fetcher,
        options: this.#options,
        logger: this.#parts.logger,
      });
      this.#workers.set(claim.partition.id, worker);
      void worker.done.then(() => this.#keeper.hurry());
    }
    if (complete && wanted.every((partition) => this.#workers.has(partition.id))) this.#joined.resolve();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const workers = [...this.#workers.values()];
    for (const worker of workers) worker.stop();
    await Promise.all(workers.map((worker) => worker.done));
    await this.#keeper.leave(this);
    this.#joined.resolve();
  }
}
