/** A compiled expression met a value it cannot work with. The message names types and fields, never values. */
export class ExpressionFailure extends Error {
  override readonly name = 'ExpressionFailure';
}
