import type { LoadedChannel } from '@vyarna/loader';
import { KIND_POLICIES } from '../kinds.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';

const isOrdered = ({ model: { kind, server } }: LoadedChannel): boolean => kind !== null && KIND_POLICIES[kind].ordered && server !== 'postgresql';

const placeOf = (channel: LoadedChannel, model: Model) => model.fact(channel, 'orderingKey') ?? channel.facts.place ?? channel.place;

const missing: Rule = {
  id: 'KEY_MISSING',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'Without a key the messages of one entity lie in several partitions and are handled in any order.',
  hint: 'State payload.<field>, or traceId where no order is needed.',
  channel(channel, model, report) {
    if (!isOrdered(channel) || channel.messages.length === 0 || channel.model.orderingKey !== null) return;
    if (model.text(model.fact(channel, 'orderingKey')) === 'traceId') return;
    report(placeOf(channel, model), `${channel.model.key} does not say what orders its messages.`);
  },
};

/** Fields that name the customer, whose messages are most of a topic. */
const TENANTS = new Set(['businessUnitId', 'tenantId']);

const tenantWide: Rule = {
  id: 'KEY_TENANT_WIDE',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'With the tenant as the key all messages of a large customer lie in one partition, and one bad message stops all of them.',
  hint: 'Order by the id of the entity; where siblings need order among each other, say why in x-vyarna.reason.',
  channel(channel, model, report) {
    const { orderingKey, address, key } = channel.model;
    if (orderingKey === null || !TENANTS.has(orderingKey) || (model.text(model.fact(channel, 'reason')) ?? '') !== '') return;
    // In the application that keeps tenants, the tenant is the entity.
    const entity = wordsOf(orderingKey).slice(0, -1).join('-');
    if (address?.toLowerCase().includes(entity) === true) return;
    report(placeOf(channel, model), `The key of ${key} is ${orderingKey}, which all messages of a customer share.`);
  },
};

const optional: Rule = {
  id: 'KEY_OPTIONAL',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A message whose key is null lies in any partition, out of order, and a compacted topic refuses it.',
  hint: 'Order by a field that is always there and is one plain value.',
  channel(channel, model, report) {
    const { orderingKey, key } = channel.model;
    if (orderingKey === null) return;
    for (const message of channel.messages) {
      const field = model.recordOf(message)?.fields.find(({ name }) => name === orderingKey);
      if (field === undefined) continue;
      const isPlain = field.type.kind === 'scalar' || ['enum', 'fixed'].includes(model.named(field.type)?.kind ?? '');
      if (isPlain) continue;
      const what = field.type.kind === 'union' && field.type.nullable ? 'may be null' : 'is no plain value';
      report(placeOf(channel, model), `The key of ${key} is ${orderingKey}, which ${what}.`);
      return;
    }
  },
};

export const keyRules: readonly Rule[] = [missing, tenantWide, optional];
