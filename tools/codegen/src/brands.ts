import type { Form } from '@vyarna/avro';

/** The branded type of `@vyarna/contract` that a scalar's form has; forms without one are plain. */
export const BRANDS: Readonly<Partial<Record<Form, string>>> = {
  long: 'Long',
  bytes: 'Base64',
  uuid: 'Uuid',
  decimal: 'Decimal',
  'big-decimal': 'Decimal',
  date: 'CalendarDate',
  time: 'TimeOfDay',
  timestamp: 'Timestamp',
  'local-timestamp': 'LocalTimestamp',
  duration: 'Duration',
};
