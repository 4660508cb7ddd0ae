import { BUS_NOTES, BUS_OPTIONS, busAddress } from '../bus/bus-address.ts';
import { defineCommand, UsageError } from '../command.ts';
import { completeFromBundle } from '../complete-from-bundle.ts';
import { topicsOnBus } from '../topic-names.ts';

export const command = defineCommand({
  summary: 'print the messages of a topic, one JSON object a line',
  arguments: [{ name: 'TOPIC', summary: "its address or its channel's key, dead letter topics included", complete: completeFromBundle(topicsOnBus) }],
  options: {
    'from-beginning': { summary: 'every message that is there, instead of new ones; ends behind the last' },
    follow: { summary: 'with --from-beginning: go on with new ones' },
    max: { value: 'COUNT', summary: 'end after so many messages', short: 'n' },
    timeout: { value: 'SECONDS', summary: 'end when none came for so long; exit code 1 where --max wanted more' },
    group: { value: 'GROUP', summary: 'as a member of this consumer group, which remembers what was printed; without it no group notices' },
    ...BUS_OPTIONS,
  },
  notes: `What cannot be read is printed too, in base64, with the reason under "faults"; a dead letter with the message that it keeps.
${BUS_NOTES}
Exit codes: 0 done, or Ctrl-C; 1 the bus or the registry is away, or a --timeout; 2 asked wrongly.`,
  async run({ TOPIC: topic, 'from-beginning': fromBeginning, follow, max, timeout, group, ...options }, terminal) {
    if (group !== undefined && fromBeginning)
      throw new UsageError('A group goes on where it stopped, and a new one begins with the first message: leave --from-beginning out');
    if (follow && !fromBeginning) throw new UsageError('--follow goes with --from-beginning: without it, new messages are followed anyway');
    const wanted = {
      topic,
      group,
      fromBeginning,
      follow: follow || !fromBeginning,
      max: countOf('--max', max) ?? Number.POSITIVE_INFINITY,
      timeoutMs: (countOf('--timeout', timeout) ?? Number.POSITIVE_INFINITY) * 1_000,
    };
    const address = busAddress(options);
    // Loaded only now: it brings the adapters of the bus with it.
    const { consume } = await import('./consume.ts');
    return consume(address, wanted, terminal);
  },
});

const countOf = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new UsageError(`${name} is "${text}", which is no whole number above 0`);
};
