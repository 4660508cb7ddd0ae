import { describe, expect, test } from 'vitest';
import { assignPaths, fileName } from './output-paths.ts';

describe('paths of files', () => {
  test('are those they want where nobody else does', () => {
    expect([...assignPaths([{ id: 'a.avsc', stem: 'shop/types/a' }])]).toEqual([['a.avsc', 'shop/types/a']]);
  });

  test('get the hash of their source where they would meet, also by case alone', () => {
    const alone = { id: 'c.avsc', stem: 'shop/types/c' };
    const paths = assignPaths([{ id: 'A.avsc', stem: 'shop/types/A' }, { id: 'a.avsc', stem: 'shop/types/a' }, alone]);
    expect([...paths.values()]).toEqual(['shop/types/A-ce9f6260', 'shop/types/a-ff3bde40', 'shop/types/c']);
  });

  test('do not depend on what comes first', () => {
    const [one, two] = [
      { id: 'order-line.avsc', stem: 'order-line' },
      { id: 'OrderLine.avsc', stem: 'order-line' },
    ];
    expect(new Map([...assignPaths([one, two])].sort())).toEqual(new Map([...assignPaths([two, one])].sort()));
  });

  test('have no part that some file system refuses', () => {
    expect([fileName('con'), fileName('-'), fileName('_x_'), fileName('-a-')]).toEqual(['con-file', 'unnamed', '_x_', 'a']);
  });
});
