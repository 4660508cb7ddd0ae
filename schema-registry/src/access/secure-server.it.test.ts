import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { testDatabase } from '@vyarna/dev/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureRole, type RunningProgram, startProgram } from '../testing/program.ts';

const certificate = (name: string) => new URL(`../testing/tls/${name}.pem`, import.meta.url);

let database: { url: string; close(): Promise<void> };
let folder: string;
let program: RunningProgram;
let port: number;

const use = async (name: string) => {
  await copyFile(certificate(`${name}.cert`), join(folder, 'cert.pem'));
  await copyFile(certificate(`${name}.key`), join(folder, 'key.pem'));
};

beforeAll(async () => {
  database = await testDatabase();
  await ensureRole(database.url);
  folder = await mkdtemp(join(tmpdir(), 'vyarna-tls-'));
  await use('one');
  program = startProgram(database.url, { TLS_CERT_FILE: join(folder, 'cert.pem'), TLS_KEY_FILE: join(folder, 'key.pem') });
  const url = new URL(await program.listening);
  expect(url.protocol).toBe('https:');
  port = Number(url.port);
});

afterAll(async () => {
  program.child.kill('SIGKILL');
  await program.exit;
  await rm(folder, { recursive: true });
  await database.close();
});

const shownCertificate = async (): Promise<string> => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
};

test('answers over TLS, and not without', async () => {
  const ca = await readFile(certificate('one.cert'));
  const answer = await new Promise<string>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/subjects', ca }, (response) => text(response).then(resolve, reject)).once('error', reject);
  });
  expect(answer).toBe('[]');
  await expect(fetch(`http://127.0.0.1:${port}/subjects`)).rejects.toThrow('fetch failed');
});

test('shows a new certificate on SIGHUP, and keeps the old one while the new ones do not fit each other', async () => {
  expect(await shownCertificate()).toBe('registry-one');
  await copyFile(certificate('two.cert'), join(folder, 'cert.pem'));
  program.child.kill('SIGHUP');
  await expect
    .poll(() => program.lines.find(({ message }) => message.startsWith('the TLS certificate cannot be read again')))
    .toMatchObject({ level: 'error' });
  expect(await shownCertificate()).toBe('registry-one');
  await use('two');
  program.child.kill('SIGHUP');
  await expect.poll(shownCertificate).toBe('registry-two');
});
