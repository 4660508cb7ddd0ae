import { expect, test } from 'vitest';
import { gerundOf, pluralOf, snakeCase, withArticle } from './words.ts';

test('words are inflected as English mostly does', () => {
  expect(['invoice', 'company', 'box', 'day', 'batch', 'business-unit'].map(pluralOf)).toEqual([
    'invoices',
    'companies',
    'boxes',
    'days',
    'batches',
    'business-units',
  ]);
  expect(['approve', 'ship', 'open', 'pay', 'tie', 'cancel', 'free', 'send'].map(gerundOf)).toEqual([
    'approving',
    'shipping',
    'opening',
    'paying',
    'tying',
    'canceling',
    'freeing',
    'sending',
  ]);
  expect(['invoice', 'user', 'unit', 'umbrella', 'order line'].map(withArticle)).toEqual([
    'an invoice',
    'a user',
    'a unit',
    'an umbrella',
    'an order line',
  ]);
  expect(['orderLineId', 'business-unit', 'vat2Rate'].map(snakeCase)).toEqual(['order_line_id', 'business_unit', 'vat2_rate']);
});
