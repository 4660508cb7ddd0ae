import { BUS_NOTES, BUS_OPTIONS, busAddress } from '../bus/bus-address.ts';
import { defineCommand, UsageError } from '../command.ts';
import { completeFromBundle } from '../complete-from-bundle.ts';
import { topicsOnBus } from '../topic-names.ts';

export const command = defineCommand({
  summary: 'send messages to a topic: JSON values, one a line, from standard input or options',
  arguments: [{ name: 'TOPIC', summary: "its address or its channel's key", complete: completeFromBundle(topicsOnBus) }],
  options: {
    value: { value: 'JSON', summary: 'send this one instead; null is a tombstone, with --key' },
    example: { value: 'NAME', summary: "send this example of the message's contract instead" },
    message: {
      value: 'NAME',
      summary: 'which message, where the topic has several',
      complete: completeFromBundle(({ messages }) => Object.keys(messages)),
    },
    key: { value: 'KEY', summary: 'the key of a tombstone; every other message has its key from the ordering field' },
    'trace-id': { value: 'ID', summary: 'the request it belongs to (a new one for each message)' },
    'correlation-id': { value: 'ID', summary: 'the business transaction (the trace id)' },
    'causation-id': { value: 'ID', summary: 'the message that caused it' },
    'reply-to': { value: 'TOPIC', summary: 'where it is to be answered' },
    'flow-type': { value: 'FLOW', summary: "the flow it starts (the trigger's own)" },
    'business-unit': { value: 'ID', summary: 'on whose behalf (the demo unit, on a local platform)' },
    operator: { value: 'ID', summary: 'the operator who asks (the demo operator, on a local platform)' },
    'operator-session': { value: 'ID', summary: 'the session of that operator' },
    'device-session': { value: 'ID', summary: 'the session of the device' },
    header: { value: 'NAME=VALUE', multiple: true, summary: 'one more header, or another value for one' },
    app: { value: 'NAME', summary: 'the application it seems to come from (vyarna)' },
    ...BUS_OPTIONS,
  },
  notes: `Prints topic, key, id and trace id of each message once the bus has it. A value that does not fit its contract is not sent, nor is any behind it.
${BUS_NOTES}
Exit codes: 0 all sent; 100 a value or a header does not fit its contract; 1 the bus or the registry is away; 2 asked wrongly.`,
  async run({ TOPIC: topic, value, example, ...options }, terminal) {
    if (value !== undefined && example !== undefined) throw new UsageError('Give --value or --example, not both');
    const address = busAddress(options);
    // Loaded only now: it brings the adapters of the bus with it.
    const { produce } = await import('./produce.ts');
    return produce(address, { ...options, topic, value, example }, terminal);
  },
});
