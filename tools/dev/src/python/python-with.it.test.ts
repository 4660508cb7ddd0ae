import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLineProgram, pythonIsHere, testPython } from '../testing/index.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pythonOf } from './python-with.ts';

describe.skipIf(!pythonIsHere())('pythonWith', () => {
  it('gives a Python that has the packages as pinned, and the same one again', async () => {
    const python = await testPython('fastavro');
    expect(execFileSync(python, ['-c', 'import fastavro; print(fastavro.__version__)'], { encoding: 'utf8' })).toBe('1.13.1\n');
    expect(await testPython('fastavro')).toBe(python);
  });

  it('installs nothing whose bytes are not the pinned ones, and leaves nothing of it', async () => {
    const folder = temporaryFolder();
    const requirements = join(folder, 'wrong.txt');
    writeFileSync(requirements, `fastavro==1.13.1 --hash=sha256:${'0'.repeat(64)}\n`);
    await expect(pythonOf([requirements], join(folder, 'made'), () => undefined)).rejects.toMatchObject({
      code: 'PYTHON_INSTALL_FAILED',
      message: expect.stringMatching(/^pip could not install fastavro==1\.13\.1: .*(HASH|hash)/),
    });
    expect(readdirSync(join(folder, 'made'))).toEqual([]);
  });
});

describe.skipIf(!pythonIsHere())('createLineProgram', () => {
  it('answers in order, and tells why a program ended', async () => {
    const python = await testPython('fastavro');
    const code = 'import json, sys\nfor line in sys.stdin: print(json.dumps([json.loads(line)["x"] / 2]), flush=True)';
    const program = createLineProgram(python, '-c', code);
    onTestFinished(() => program.close());
    expect(await Promise.all([program.ask({ x: 3 }), program.ask({ x: -0 })])).toEqual([[1.5], [-0]]);
    await expect(program.ask({})).rejects.toThrow("KeyError: 'x'");
    await expect(program.ask({ x: 1 })).rejects.toThrow('has ended');
  });
});
