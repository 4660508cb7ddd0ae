/** Operations and messages with names so long that what is generated of them must be broken into lines, each a little longer than the last. */
import type { Files } from '@vyarna/loader/testing';

const LENGTHS = Array.from({ length: 14 }, (_, index) => index * 6);

const long = (name: string, length: number): string => `${name}${'Long'.repeat(15).slice(0, length)}`;

const message = (name: string): string =>
  `    ${name}: { name: ${name}, payload: { schemaFormat: 'application/vnd.apache.avro;version=1.12.0', schema: { $ref: './schemas/${name}.avsc' } } }\n`;

const operations = LENGTHS.map((length) => {
  const [receive, tell, ask, several, keep] = ['receive', 'tell', 'ask', 'several', 'keep'].map((name) => long(`${name}${length}a`, length));
  const reply = "reply: { channel: { $ref: '#/channels/answers' } }";
  return `  ${receive}: { action: receive, channel: { $ref: '#/channels/several' } }
  ${tell}: { action: send, channel: { $ref: '#/channels/one' } }
  ${ask}: { action: receive, channel: { $ref: '#/channels/one' }, ${reply} }
  ${several}: { action: send, channel: { $ref: '#/channels/several' } }
  ${keep}: { action: send, channel: { $ref: '#/channels/state' } }
`;
});

const MESSAGES = ['OrderPlacedByTheCustomer', 'OrderCancelledByTheShop'];

const references = MESSAGES.map((name) => `${name}: { $ref: '#/components/messages/${name}' }`);

export const wideContract: Files = {
  'contracts/shop/asyncapi.yaml': `asyncapi: 3.1.0
info: { title: shop, version: 1.0.0 }
channels:
  one: { address: one, messages: { ${references[0]} } }
  answers: { address: null, messages: { ${references[1]} } }
  several: { address: several, messages: { ${references.join(', ')} } }
  state: { address: shop.order.state.v1, messages: { ${references[0]} } }
operations:
${operations.join('')}components:
  messages:
${MESSAGES.map(message).join('')}`,
  ...Object.fromEntries(
    MESSAGES.map((name) => [`contracts/shop/schemas/${name}.avsc`, `{ "type": "record", "name": "${name}", "namespace": "shop", "fields": [] }`]),
  ),
};
