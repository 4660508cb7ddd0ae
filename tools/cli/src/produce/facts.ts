import type { Draft } from '@vyarna/messaging';
import type { Headers } from '@vyarna/messaging/transport';
import type { BusAddress } from '../bus/bus-address.ts';
import { UsageError } from '../command.ts';

/** What the options of a person say of a message beside its payload. */
export interface FactOptions {
  readonly key?: string | undefined;
  readonly 'trace-id'?: string | undefined;
  readonly 'correlation-id'?: string | undefined;
  readonly 'causation-id'?: string | undefined;
  readonly 'reply-to'?: string | undefined;
  readonly 'flow-type'?: string | undefined;
  readonly 'business-unit'?: string | undefined;
  readonly operator?: string | undefined;
  readonly 'operator-session'?: string | undefined;
  readonly 'device-session'?: string | undefined;
}

type Facts = Pick<Draft, 'correlationId' | 'causationId' | 'replyTo' | 'flowType' | 'context' | 'subject'>;

export const factsOf = (options: FactOptions, { demo }: Pick<BusAddress, 'demo'>, flowType: string | undefined): Facts => ({
  correlationId: options['correlation-id'],
  causationId: options['causation-id'],
  replyTo: options['reply-to'],
  flowType: options['flow-type'] ?? flowType,
  subject: options.key,
  context: contextOf({
    businessUnitId: options['business-unit'] ?? demo.businessUnitId,
    operatorId: options.operator ?? demo.operatorId,
    operatorSessionId: options['operator-session'],
    deviceSessionId: options['device-session'],
  }),
});

/** Leaves out what is not known. */
const contextOf = (context: { readonly [Fact in keyof Draft['context']]: string | undefined }): Draft['context'] =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));

/** Reads `NAME=VALUE`; the value may hold further `=`. Throws `UsageError`. */
export const headersOf = (words: readonly string[]): Headers =>
  Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new UsageError(`--header is "${word}", which is no NAME=VALUE`);
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
