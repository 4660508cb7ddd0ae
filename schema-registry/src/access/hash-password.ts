/** Prints the hash of a password for the users of an access file: `node hash-password.ts < file-with-the-password`, or type it and end the line. */
import { createInterface } from 'node:readline/promises';
import { hashPassword } from './password.ts';

const lines = createInterface({ input: process.stdin, terminal: false });
if (process.stdin.isTTY) process.stderr.write('Password (it is shown): ');
const { value: password = '' } = await lines[Symbol.asyncIterator]().next();
lines.close();
if (password === '') {
  console.error('There is no password on standard input.');
  process.exitCode = 2;
} else {
  console.log(await hashPassword(password));
}
