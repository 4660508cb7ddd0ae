/** Thrown where data of the writer's schema can never be read by the reader's. */
export class IncompatibleError extends Error {
  override readonly name = 'IncompatibleError';
}
