/** Between a scalar as it is in memory and the raw value Avro writes for it. */
import type { FixedType, ScalarType } from '../front/ast.ts';
import { bigDecimal, decimal } from './decimal.ts';
import { base64, boolean, type Conversion, int, isNull, longText, plainNumber, safeInteger, text, uuidBytes, uuidText } from './plain-forms.ts';
import { date, duration, timeOfDay, timestamp } from './time-forms.ts';

export const conversionOf = (type: ScalarType | FixedType): Conversion => {
  const size = type.kind === 'fixed' ? type.size : undefined;
  switch (type.form) {
    case 'null':
      return isNull;
    case 'boolean':
      return boolean;
    case 'string':
      return text;
    case 'integer':
      return type.kind === 'scalar' && type.type === 'int' ? int : safeInteger;
    case 'long':
      return longText;
    case 'number':
      return plainNumber(type.kind === 'scalar' && type.type === 'float');
    case 'bytes':
      return base64(size);
    case 'uuid':
      return size === undefined ? uuidText : uuidBytes;
    case 'decimal':
      return decimal(type.logical?.precision ?? 1, type.logical?.scale ?? 0, size);
    case 'big-decimal':
      return bigDecimal;
    case 'date':
      return date;
    case 'time':
      return timeOfDay(type.logical?.scale ?? 3);
    case 'timestamp':
      return timestamp(type.logical?.scale ?? 3, 'Z');
    case 'local-timestamp':
      return timestamp(type.logical?.scale ?? 3, '');
    case 'duration':
      return duration;
  }
};
