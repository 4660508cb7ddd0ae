/** A bundle whose routes cannot be served; found before the first request. */
export class UnservableBundle extends Error {
  override readonly name = 'UnservableBundle';
}
