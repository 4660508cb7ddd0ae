import { camelCase, pascalCase } from '@vyarna/loader';
import { isName } from '../app.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import { wordsOf } from '../text/words.ts';

/** A request's names, all from one: `get-many-invoices-v2`. */
export interface RequestName {
  /** `get-many` */
  readonly action: string;
  /** `invoices` */
  readonly subject: string;
  readonly version: number;
  /** `get-many-invoices-v2`; the address is this with `-entity`, the trigger's with `-flow`. */
  readonly kebab: string;
  /** Its operation: `getManyInvoicesV2`. */
  readonly camel: string;
  /** Its record and message: `GetManyInvoicesV2`. */
  readonly pascal: string;
}

const SEVERAL_WORDS = ['get-many', 'get-history'];

/** Reads `create-invoice`, or the address `create-invoice-entity`. Throws INVALID. */
export const requestName = (text: string): RequestName => {
  const kebab = text.replace(/-(entity|flow)$/, '');
  const [, name = '', version] = /^(.*?)(?:-v(\d+))?$/.exec(kebab) ?? [];
  const action = SEVERAL_WORDS.find((each) => name.startsWith(`${each}-`)) ?? name.split('-')[0] ?? '';
  const subject = name.slice(action.length + 1);
  if (!isName(kebab) || subject === '') {
    throw new ScaffoldError(
      'INVALID',
      `A request is named by what is to be done with what, such as create-invoice or get-many-invoices, not ${text}.`,
    );
  }
  if (version === '0' || version === '1') throw new ScaffoldError('INVALID', `The first version has no number: ${name}, not ${text}.`);
  return { action, subject, version: Number(version ?? 1), kebab, camel: camelCase(kebab), pascal: pascalCase(kebab) };
};

/** `create invoice`, in sentences. */
export const requestWords = ({ action, subject }: RequestName): string => wordsOf(`${action}-${subject}`);
