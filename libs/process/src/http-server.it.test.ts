import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type HttpServer, listen } from './http-server.ts';

const started = (): Promise<HttpServer> =>
  listen(
    createServer((request, response) => {
      request.resume().on('end', () => response.end(request.url));
    }),
    { host: '127.0.0.1', port: 0 },
  );

const opened = async (server: HttpServer): Promise<{ socket: Socket; read: () => string; ended: Promise<unknown> }> => {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes;
  });
  return { socket, read: () => text, ended: once(socket, 'close') };
};

test('a stop answers what is under way, and does not wait for its connection to be given up', async () => {
  const server = await started();
  const { socket, read, ended } = await opened(server);
  socket.write('POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n1');
  await pause(50);
  const began = performance.now();
  const stopped = server.close();
  await pause(300);
  socket.write('2');
  await Promise.all([stopped, ended]);
  expect(read()).toMatch(/^HTTP\/1\.1 200 OK.*\/late/s);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('a request that was on its way on an idle connection when a stop began is answered, and told that it was the last', async () => {
  const server = await started();
  const { socket, read, ended } = await opened(server);
  socket.write('GET /first HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(read).toContain('/first');
  const stopped = server.close();
  socket.write('GET /second HTTP/1.1\r\nHost: x\r\n\r\n');
  await Promise.all([stopped, ended]);
  expect(read()).toMatch(/keep-alive.*\/first.*Connection: close.*\/second/s);
});

test('a stop cuts what does not end within its limit', async () => {
  const server = await started();
  const { socket, read, ended } = await opened(server);
  socket.write('POST /never HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n1');
  await pause(50);
  await Promise.all([server.close(200), ended]);
  expect(read()).toBe('');
});
