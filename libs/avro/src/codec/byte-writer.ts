/** Avro's binary encoding of primitives, written into a buffer that grows. */
import { Fault } from './codec-error.ts';

/** Records in records: a bound on recursion, in reading as in writing. */
export const maxDepth = 500;

const initialBytes = 16 * 1024;

export class ByteWriter {
  #bytes = Buffer.allocUnsafeSlow(initialBytes);
  #length = 0;
  #depth = 0;

  /** Empties the writer; a buffer grown by an unusual value is let go. */
  reset(): void {
    if (this.#bytes.length > 64 * initialBytes) this.#bytes = Buffer.allocUnsafeSlow(initialBytes);
    this.#length = 0;
    this.#depth = 0;
  }

  /** A copy of what was written. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  enter(): void {
    if (++this.#depth > maxDepth) throw new Fault(`at most ${maxDepth} records inside each other`, 'more');
  }

  leave(): void {
    this.#depth--;
  }

  boolean(value: boolean): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value ? 1 : 0;
  }

  /** Any int or long: a number within 2^53, or a bigint within 64 bits. */
  long(value: number | bigint): void {
    this.#reserve(10);
    const bytes = this.#bytes;
    if (typeof value === 'bigint') {
      let rest = BigInt.asUintN(64, value < 0n ? ~(value << 1n) : value << 1n);
      for (; rest > 0x7fn; rest >>= 7n) bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      bytes[this.#length++] = Number(rest);
      return;
    }
    if (value >= -0x40000000 && value < 0x40000000) {
      let rest = (value << 1) ^ (value >> 31);
      for (; rest > 0x7f; rest >>>= 7) bytes[this.#length++] = (rest & 0x7f) | 0x80;
      bytes[this.#length++] = rest;
      return;
    }
    this.long(BigInt(value));
  }

  float(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeFloatLE(value, this.#length);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  string(value: string): void {
    // Up to here the length takes one byte even if every character takes three, so it can be filled in afterwards.
    if (value.length <= 21) {
      this.#reserve(64);
      const written = this.#bytes.write(value, this.#length + 1);
      this.#bytes[this.#length] = written << 1;
      this.#length += written + 1;
      return;
    }
    const length = Buffer.byteLength(value);
    this.long(length);
    this.#reserve(length);
    this.#length += this.#bytes.write(value, this.#length);
  }

  bytes(value: Buffer): void {
    this.long(value.length);
    this.fixed(value);
  }

  fixed(value: Buffer): void {
    this.#reserve(value.length);
    this.#length += value.copy(this.#bytes, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + count));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
