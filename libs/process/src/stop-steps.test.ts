import { createLogger } from '@vyarna/logger';
import { expect, test } from 'vitest';
import { createStopSteps } from './stop-steps.ts';

test('steps run last in, first out, and neither a failing nor a hanging one keeps the others from running', async () => {
  const lines: string[] = [];
  const steps = createStopSteps(
    createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(JSON.parse(line).message) } }),
  );
  const done: string[] = [];
  steps.add('pool', async () => void done.push('pool'));
  steps.add('server', () => Promise.reject(new Error('already closed')));
  steps.add('consumer', () => new Promise(() => {}), 20);
  steps.add('relay', async () => void done.push('relay'));
  await steps.run();
  await steps.run();
  expect(done).toEqual(['relay', 'pool']);
  expect(lines).toEqual(['could not stop consumer cleanly', 'could not stop server cleanly']);
});
