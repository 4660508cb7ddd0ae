import { inFile, type Rule } from '../rule.ts';
import { scalarsOf } from '../type-parts.ts';
import { wordsOf } from '../words.ts';

/** Last words of names that are sums of money, whatever stands before them. */
const MONEY = new Set(
  'amount amounts price prices total totals subtotal fee fees balance balances cost costs charge charges salary wage wages refund deposit discount revenue turnover payment tax'.split(
    ' ',
  ),
);

/** Words of numbers beside a currency that are none of money. */
const MEASURES = new Set('rate ratio percent percentage factor quantity count weight share score latitude longitude'.split(' '));

const floating: Rule = {
  id: 'MONEY_FLOATING',
  level: 'MINIMAL',
  theme: 'TYPES',
  severity: 'error',
  why: 'A float cannot hold most amounts of money, such as 0.10, so sums are wrong by cents that nobody can find again.',
  hint: 'Use { "type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2 }, or a long that counts cents.',
  field({ field, record, file }, _, report) {
    const number = scalarsOf(field.type).find(({ type }) => type === 'double' || type === 'float');
    if (number === undefined) return;
    const last = wordsOf(field.name).at(-1) ?? '';
    const hasCurrency = record.fields.some(({ name }) => wordsOf(name).includes('currency'));
    if (!MONEY.has(last) && !(hasCurrency && !MEASURES.has(last))) return;
    report(inFile(file, field.position), `${record.shortName}.${field.name} is an amount of money, but a ${number.type}.`);
  },
};

export const moneyRules: readonly Rule[] = [floating];
