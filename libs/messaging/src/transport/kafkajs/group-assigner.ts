import { AssignerProtocol, type Cluster, type PartitionAssigner } from 'kafkajs';
import { assign } from '../assignment.ts';

/**
 * Assigns partitions like the embedded bus does; kafkajs's own assigner gives partitions to members that did not
 * subscribe to their topic. `beforeJoin` is called whenever the member is about to join, and may throw to put it off.
 */
export function groupAssigner(beforeJoin: () => void): PartitionAssigner {
  return ({ cluster }) => ({
    name: 'vyarna',
    version: 0,

    protocol: ({ topics }) => {
      beforeJoin();
      return { name: 'vyarna', metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }) };
    },

    // Called in the member that leads the group.
    assign: async ({ members }) => {
      const views = members.map(({ memberId, memberMetadata }) => ({
        id: memberId,
        topics: AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [],
      }));
      const partitions = await partitionsOf([...new Set(views.flatMap((view) => view.topics))].sort(), cluster);
      const owners = assign(views, partitions);
      return views.map(({ id }) => {
        const own = Map.groupBy(
          partitions.filter((partition) => owners.get(partition.id) === id),
          (partition) => partition.topic,
        );
        const assignment = Object.fromEntries([...own].map(([topic, of]) => [topic, of.map((partition) => partition.number)]));
        return { memberId: id, memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: 0, assignment, userData: Buffer.alloc(0) }) };
      });
    },
  });
}

async function partitionsOf(topics: string[], cluster: Cluster) {
  await cluster.addMultipleTargetTopics(topics);
  return topics
    .flatMap((topic) => cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ topic, number: partitionId })))
    .sort((one, other) => (one.topic === other.topic ? one.number - other.number : one.topic < other.topic ? -1 : 1))
    .map((partition, id) => ({ ...partition, id }));
}
