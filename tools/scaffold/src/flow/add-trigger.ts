import type { App } from '../app.ts';
import { channelBlock } from '../contract/blocks.ts';
import type { RequestName } from '../request/request-name.ts';
import { httpFacts, type Route, successOf } from '../request/route.ts';
import { addMember, type Scaffolding } from '../scaffolding.ts';

export interface Trigger {
  readonly name: RequestName;
  /** The message's id in the document. */
  readonly message: string;
  /** A field of the payload; undefined where no order is needed. */
  readonly orderedBy: string | undefined;
  readonly permission: string;
  readonly route: Route;
  readonly isRead: boolean;
}

/** Adds the channel that the gateway sends to, and that a flow of the same name starts from. */
export const addTrigger = (scaffolding: Scaffolding, app: App, { name, message, orderedBy, permission, route, isRead }: Trigger): void => {
  const id = `${name.camel}Flow`;
  const block = channelBlock({
    id,
    address: `${name.kebab}-flow`,
    summary: `Starts the flow behind ${route.method.toUpperCase()} ${route.path}.`,
    server: 'kafka',
    messages: { [message]: `#/components/messages/${message}` },
    kafka: { partitions: 12, replicas: 3 },
    facts: {
      kind: 'trigger',
      lifecycle: 'active',
      orderingKey: orderedBy === undefined ? 'traceId' : `payload.${orderedBy}`,
      http: httpFacts(route, successOf(name, route)),
      permission,
      quota: isRead ? 'read' : 'write',
      timeout: '5m',
    },
  });
  addMember(scaffolding, app.document, ['channels'], id, block);
};
