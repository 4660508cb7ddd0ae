import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assign } from './assignment.ts';

const topics = ['a', 'b', 'c'];
const members = fc.uniqueArray(fc.record({ id: fc.uuid(), topics: fc.subarray(topics, { minLength: 1 }) }), {
  selector: (member) => member.id,
  maxLength: 6,
});
const partitions = fc.uniqueArray(fc.record({ id: fc.nat(), topic: fc.constantFrom(...topics) }), {
  selector: (partition) => partition.id,
  maxLength: 20,
});

it('gives each partition to one living member who subscribed to its topic, if there is one', () => {
  fc.assert(
    fc.property(members, partitions, (living, all) => {
      const owners = assign(living, all);
      for (const partition of all) {
        const takers = living.filter((member) => member.topics.includes(partition.topic)).map((member) => member.id);
        const owner = owners.get(partition.id);
        if (takers.length === 0) expect(owner).toBeUndefined();
        else expect(takers).toContain(owner);
      }
    }),
  );
});

it('shares equally among members with the same topics', () => {
  fc.assert(
    fc.property(members, partitions, (living, all) => {
      const equal = living.map((member) => ({ ...member, topics }));
      const owners = [...assign(equal, all).values()];
      const counts = equal.map((member) => owners.filter((owner) => owner === member.id).length);
      if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

it('does not depend on the order in which members and partitions are seen', () => {
  fc.assert(
    fc.property(members, partitions, (living, all) => {
      expect(assign([...living].reverse(), [...all].reverse())).toEqual(assign(living, all));
    }),
  );
});
