import type { ChannelKind } from '@vyarna/contract';

/** What addresses are made of: lower case letters and digits, joined by hyphens. */
const WORD = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';

interface Form {
  readonly form: RegExp;
  /** The form for people. */
  readonly like: string;
  /** Whether the kind can be told from it; else the channel must state its kind. */
  readonly stated?: boolean;
}

const form = (pattern: string, like: string): Form => ({ form: new RegExp(`^${pattern}$`), like });

/** The forms that the addresses of a kind may have. */
export const ADDRESS_FORMS: Readonly<Record<ChannelKind, readonly Form[]>> = {
  request: [
    form(`${WORD}-entity`, '<action>-<domain>-entity'),
    form(`get-${WORD}`, 'get-...'),
    { ...form(`${WORD}\\.${WORD}-requested`, '<domain>.<entity>-requested'), stated: true },
  ],
  trigger: [form(`${WORD}-flow`, '<action>-<domain>-flow')],
  reply: [form(`${WORD}\\.replies(?:\\.x)?`, 'null, <owner>.replies or <owner>.replies.{slot}')],
  event: [
    form(`${WORD}\\.${WORD}\\.${WORD}\\.v[1-9]\\d*`, '<domain>.<entity>.<past>.v1'),
    { ...form(`${WORD}\\.${WORD}`, '<domain>.<entity>-<past>'), stated: true },
  ],
  state: [form(`${WORD}\\.${WORD}\\.state\\.v[1-9]\\d*`, '<domain>.<entity>.state.v1')],
  snapshot: [form(`ztracking-${WORD}`, 'ztracking-<entity>')],
  'dead-letter': [form(`.+\\.dlq`, '<group>.<topic>.dlq')],
  queue: [form(`${WORD}\\.${WORD}\\.${WORD}`, '<service>.<action>.<priority>')],
};

/** Whether an address has the form; a parameter stands for any word. */
export const hasForm = ({ form: pattern }: Form, address: string): boolean => pattern.test(address.replaceAll(/\{[^{}]*\}/g, 'x').toLowerCase());

export interface Version {
  /** The address without its version: what all versions have in common. */
  readonly stem: string;
  /** 1 for an address without a version. */
  readonly number: number;
  /** As it is written, such as `v2`; undefined for an address without. */
  readonly written: string | undefined;
}

/** `create-order-v2-entity` and `shop.order.placed.v2` are of version 2; names without a version are version 1. */
export const versionOf = (address: string): Version => {
  const match = /[-.](v(\d+))(?=-entity$|-flow$|$)/.exec(address);
  if (match === null) return { stem: address, number: 1, written: undefined };
  return { stem: address.replace(match[0], ''), number: Number(match[2]), written: match[1] };
};
