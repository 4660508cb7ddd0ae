/** A member of a group as every other member sees it. */
export interface MemberView {
  readonly id: string;
  readonly topics: readonly string[];
}

export interface AssignablePartition {
  /** Orders the partitions; every member must see the same. */
  readonly id: number;
  readonly topic: string;
}

/**
 * Who works on what: each partition goes to the member with the fewest so far among those who subscribed to its topic.
 * It depends on nothing but the two sets, so members who see the same sets agree without talking to each other.
 */
export function assign(members: readonly MemberView[], partitions: readonly AssignablePartition[]): ReadonlyMap<number, string> {
  const inOrder = [...members].sort((one, other) => (one.id < other.id ? -1 : 1));
  const loads = new Map(inOrder.map((member) => [member.id, 0]));
  const owners = new Map<number, string>();
  for (const partition of [...partitions].sort((one, other) => one.id - other.id)) {
    let chosen: MemberView | undefined;
    for (const member of inOrder) {
      if (!member.topics.includes(partition.topic)) continue;
      if (chosen === undefined || (loads.get(member.id) ?? 0) < (loads.get(chosen.id) ?? 0)) chosen = member;
    }
    if (chosen === undefined) continue;
    owners.set(partition.id, chosen.id);
    loads.set(chosen.id, (loads.get(chosen.id) ?? 0) + 1);
  }
  return owners;
}
