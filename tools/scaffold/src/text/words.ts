/** `business-unit` as `business unit`, for sentences. */
export const wordsOf = (kebab: string): string => kebab.replaceAll('-', ' ');

/** `business-unit` or `invoiceId` as `business_unit`, `invoice_id`: a name in the database. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();

/** `an invoice`, `a user`. */
export const withArticle = (words: string): string => `${/^([aeio]|u(?!ni|se))/.test(words) ? 'an' : 'a'} ${words}`;

/** The regular plural of a name's last word: `invoices`, `companies`, `boxes`. */
export const pluralOf = (name: string): string => {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
};

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `approving`, `copying`, `shipping`. */
export const gerundOf = (verb: string): string => {
  if (/ie$/.test(verb)) return `${verb.slice(0, -2)}ying`;
  if (/[^aeio]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  return /^[^aeiou]*[aeiou][bdgklmnprt]$/.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
};
