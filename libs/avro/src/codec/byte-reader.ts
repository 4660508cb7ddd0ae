/**
 * Avro's binary encoding of primitives, read from bytes that may be anything: nothing is read beyond their end, and no count is
 * believed that they cannot hold.
 */
import { isUtf8 } from 'node:buffer';
import { maxDepth } from './byte-writer.ts';
import { Fault } from './codec-error.ts';

/** Items without any bytes (null, an empty record) that one message may have: the bytes themselves set no bound to them. */
const maxEmptyItems = 100_000;

export class ByteReader {
  readonly #bytes: Buffer;
  #position = 0;
  #depth = 0;
  #emptyItems = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  enter(): void {
    if (++this.#depth > maxDepth) throw new Fault(`at most ${maxDepth} records inside each other`, 'more');
  }

  leave(): void {
    this.#depth--;
  }

  end(): void {
    const rest = this.#bytes.length - this.#position;
    if (rest > 0) throw new Fault('the end of the bytes', `${rest} more`);
  }

  boolean(): boolean {
    const byte = this.#bytes[this.#advance(1)];
    if (byte === undefined || byte > 1) throw new Fault('a boolean, 0 or 1', `the byte ${byte}`);
    return byte === 1;
  }

  int(): number {
    const value = this.long();
    if (typeof value === 'bigint' || value < -0x80000000 || value > 0x7fffffff) throw new Fault('an int of 32 bits', 'a longer one');
    return value;
  }

  /** A bigint only where a number would not be exact. */
  long(): number | bigint {
    const bytes = this.#bytes;
    let byte = 0;
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      byte = bytes[this.#advance(1)] as number;
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let rest = BigInt(low);
    for (let shift = 28n; ; shift += 7n) {
      byte = bytes[this.#advance(1)] as number;
      // The tenth byte holds the highest of the 64 bits alone.
      if (shift === 63n && byte > 1) throw new Fault('a long of 64 bits', 'a longer one');
      rest |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const value = (rest >> 1n) ^ -(rest & 1n);
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }

  float(): number {
    return this.#bytes.readFloatLE(this.#advance(4));
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#advance(8));
  }

  string(): string {
    const length = this.#size();
    const start = this.#advance(length);
    const text = this.#bytes.toString('utf8', start, start + length);
    // Bytes that are no UTF-8 are replaced by this character, which may be in the text by right too.
    if (text.includes('\ufffd') && !isUtf8(this.#bytes.subarray(start, start + length))) throw new Fault('a string in UTF-8', 'other bytes');
    return text;
  }

  /** A view of the bytes read, not a copy. */
  bytes(): Buffer {
    return this.fixed(this.#size());
  }

  fixed(length: number): Buffer {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  skipBytes(): void {
    this.#advance(this.#size());
  }

  /** The index of an enum's symbol or a union's branch. */
  index(count: number, of: string): number {
    const index = this.long();
    if (typeof index === 'bigint' || index < 0 || index >= count) throw new Fault(`one of ${count} ${of}`, `number ${index}`);
    return index;
  }

  /** How many items follow in this block of an array or map, 0 at its end; `width` is the least bytes an item takes. */
  block(width: number): number {
    let count = this.long();
    if (count < 0) {
      count = -count;
      this.long();
    }
    if (width === 0 && typeof count === 'number') {
      this.#emptyItems += count;
      if (this.#emptyItems <= maxEmptyItems) return count;
    }
    if (typeof count === 'bigint' || width === 0 || count * width > this.#bytes.length - this.#position) {
      throw new Fault('items within the bytes there are', `a count of ${count}`);
    }
    return count;
  }

  #size(): number {
    const length = this.long();
    if (typeof length === 'bigint' || length < 0) throw new Fault('a length', String(length));
    return length;
  }

  /** Goes on by so many bytes and returns where they begin. */
  #advance(length: number): number {
    const start = this.#position;
    if (start + length > this.#bytes.length) throw new Fault(`${length} more bytes`, String(this.#bytes.length - start));
    this.#position = start + length;
    return start;
  }
}
