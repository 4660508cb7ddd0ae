import type { Logger } from '@vyarna/logger';
import { atMost } from '../pause.ts';
import type { SubscribeOptions, Subscription } from '../port.ts';
import type { ClaimStore } from './claim-store.ts';
import { GroupMembership, type MembershipParts } from './group-membership.ts';

/**
 * Keeps all group memberships of a process: one round renews every lease, looks who else lives, and moves partitions.
 * Rounds come three times a lease, and at once when a group changes.
 */
export class GroupRounds {
  readonly #parts: MembershipParts;
  readonly #claims: ClaimStore;
  readonly #logger: Logger;
  readonly #everyMs: number;
  readonly #memberships = new Set<GroupMembership>();
  readonly #announced = new Set<string>();
  /** Rounds and leavings, one after another. */
  #turn: Promise<void> = Promise.resolve();
  #queued = false;
  #failing = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: MembershipParts, leaseMs: number) {
    this.#parts = parts;
    this.#claims = parts.claims;
    this.#logger = parts.logger;
    this.#everyMs = leaseMs / 3;
  }

  join(options: SubscribeOptions): Subscription {
    const membership = new GroupMembership(options, this.#parts, {
      hurry: () => this.hurry(undefined),
      leave: (leaving) => this.#leave(leaving),
    });
    this.#memberships.add(membership);
    this.hurry(undefined);
    return membership;
  }

  /** A round as soon as the one under way is over, if the group (or any group) has a member here. */
  hurry(group: string | undefined): void {
    if (this.#queued || this.#closed) return;
    if (group !== undefined && ![...this.#memberships].some((membership) => membership.row.group === group)) return;
    this.#queued = true;
    this.#enqueue(async () => {
      this.#queued = false;
      await this.#round();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#memberships].map((membership) => membership.close()));
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  #enqueue(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work);
  }

  async #round(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#closed || this.#memberships.size === 0) return;
    try {
      await this.#movePartitions();
      if (this.#failing) this.#logger.info('group membership on the embedded bus goes on');
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#logger.warn({ error }, 'group membership on the embedded bus cannot be renewed; trying on');
      this.#failing = true;
    }
    this.#timer = setTimeout(() => this.hurry(undefined), this.#everyMs);
  }

  async #movePartitions(): Promise<void> {
    const memberships = [...this.#memberships];
    const living = await this.#claims.renew(memberships.map((membership) => membership.row));
    const joined = memberships.filter((membership) => !this.#announced.has(membership.row.id)).map((membership) => membership.row);
    if (joined.length > 0) {
      await this.#claims.announce([...new Set(joined.map((row) => row.group))]);
      for (const row of joined) this.#announced.add(row.id);
    }
    const topics = await this.#parts.catalogue.find([...new Set(living.flatMap((member) => member.topics))]);
    const standing = await this.#claims.claimsOf([...new Set(memberships.map((membership) => membership.row.group))]);
    const plans = memberships.map((membership) => ({ membership, ...membership.plan(living, standing, topics) }));
    const free = plans.flatMap((plan) => plan.free);
    if (free.length > 0) await this.#claims.release(free);
    const wishes = plans.flatMap((plan) => plan.claim);
    const got = wishes.length > 0 ? await this.#claims.claim(wishes) : [];
    for (const plan of plans) plan.membership.take(got, plan.wanted, plan.complete);
  }

  /** Behind the round under way, which may still claim for it. Without the database it just goes: the lease runs out. */
  #leave(membership: GroupMembership): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#enqueue(async () => {
      this.#memberships.delete(membership);
      await atMost(2_000, this.#claims.leave(membership.row.group, membership.row.id));
      resolve();
    });
    return promise;
  }
}
