import { MAX_RECORD_BYTES, type OutgoingRecord, TransportError } from './port.ts';

/** Bytes of key, value and headers together: what `MAX_RECORD_BYTES` limits. */
export function recordSize(record: OutgoingRecord): number {
  let bytes = (record.key === null ? 0 : Buffer.byteLength(record.key)) + (record.value?.length ?? 0);
  for (const name in record.headers) bytes += Buffer.byteLength(name) + Buffer.byteLength(record.headers[name] ?? '');
  return bytes;
}

/** Throws `MESSAGE_TOO_LARGE` for the first record over the limit; called before anything is sent. */
export function checkSize(records: readonly OutgoingRecord[]): void {
  for (const record of records) {
    const bytes = recordSize(record);
    if (bytes > MAX_RECORD_BYTES) {
      throw new TransportError('MESSAGE_TOO_LARGE', `a record for ${record.topic} has ${bytes} bytes; at most ${MAX_RECORD_BYTES} can be sent`);
    }
  }
}
