import type { Contracts } from '@vyarna/contract';
import type { SnapshotDescriptor } from '@vyarna/messaging/codegen/v1';

export interface SnapshotTable {
  /** The channel's address with `_` for `-`, such as `ztracking_operator`. */
  readonly table: string;
  /** Full name of the entity's record. */
  readonly type: string;
}

/** Where the snapshots of a descriptor are kept, and what they must look like, by their contract. */
export const snapshotTable = <Entity>(contracts: Contracts, { operation }: SnapshotDescriptor<Entity>): SnapshotTable => {
  const { address, kind } = contracts.channelOfOperation(operation);
  const [message] = contracts.operation(operation).messages;
  if (kind !== 'snapshot' || address === null || message === undefined) throw new Error(`The operation ${operation} records no snapshots.`);
  return { table: address.replaceAll('-', '_'), type: contracts.payloadOf(message) };
};
