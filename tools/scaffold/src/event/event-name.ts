import { camelCase, pascalCase } from '@vyarna/loader';
import { type App, isName } from '../app.ts';
import { ScaffoldError } from '../scaffold-error.ts';

/** The names of an event or a state, all from its address. */
export interface EventName {
  /** `invoice.invoice.paid.v1`: the topic and the type of the message. */
  readonly address: string;
  /** `invoice` */
  readonly entity: string;
  /** `paid`, or `state` */
  readonly what: string;
  /** `invoice-paid`, with `-v2` for a later version: its files. */
  readonly kebab: string;
  /** Its channel: `invoicePaid`. */
  readonly camel: string;
  /** Its message: `InvoicePaid`. */
  readonly pascal: string;
}

/** Reads `invoice.invoice.paid.v1`; the domain and the version may be left out. Throws INVALID. */
export const eventName = (app: App, text: string): EventName => {
  const [, name = '', version = '1'] = /^(.*?)(?:\.v(\d+))?$/.exec(text) ?? [];
  const parts = name.split('.');
  const [domain, entity = '', what = ''] = parts.length === 2 ? [app.folder, ...parts] : parts;
  if (parts.length < 2 || parts.length > 3 || !parts.every(isName) || version === '0') {
    throw new ScaffoldError('INVALID', `An event is named by what happened to what: ${app.folder}.invoice.paid.v1, or invoice.paid, not ${text}.`);
  }
  if (domain !== app.folder) {
    throw new ScaffoldError('INVALID', `${app.title} sends events of its own domain: ${app.folder}.${entity}.${what}.v${version}, not ${text}.`);
  }
  const kebab = `${entity}-${what}${version === '1' ? '' : `-v${version}`}`;
  return { address: `${domain}.${entity}.${what}.v${version}`, entity, what, kebab, camel: camelCase(kebab), pascal: pascalCase(kebab) };
};
