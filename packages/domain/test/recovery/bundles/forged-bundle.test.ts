import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MANIFEST } from '../../../src/recovery/bundles/bundle-files.js';
import { describeProblem } from '../../../src/shared/describe-problem.js';
import { emptyGraph, forgedBundle, verifyUnsigned, type Forgery } from './forged-bundle.js';

const PATH = 'config/core_v1_ConfigMap/shop/a.json';
const object = (more: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'shop' },
    ...more,
  });
const found = async (forgery: Forgery): Promise<readonly string[]> => {
  const verified = await verifyUnsigned(forgedBundle(forgery));
  return verified.ok ? [] : verified.problem.map(describeProblem);
};
const sealed = (values: unknown) => JSON.stringify({ version: 1, values });
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe('a bundle whose digests are right', () => {
  it('is one that can be opened, if what is in it is right too', async () => {
    const secret = sealed({ [`objects/${PATH}`]: [{ way: ['data', 'key'], value: 'x' }] });
    const objects = { [PATH]: object({ data: { key: '(sealed)' } }) };
    expect(await verifyUnsigned(forgedBundle({ objects, secret }))).toMatchObject({
      value: { set: { objects: [{ object: { data: { key: 'x' } } }] } },
    });
  });

  it.each<[string, Forgery, string]>([
    ['has a graph of another group', { graph: JSON.stringify({ ...emptyGraph, group: 'x' }) }, 'graph.json'],
    ['has a gap that names nothing', { graph: JSON.stringify({ ...emptyGraph, gaps: [{}] }) }, 'graph.json'],
    ['has an edge that is none', { graph: JSON.stringify({ ...emptyGraph, edges: [null] }) }, 'graph.json'],
    ['has a graph without end', { graph: deep }, 'graph.json'],
    ['has an object without end', { objects: { [PATH]: object({ spec: 0 }).replace('0', deep) } }, PATH],
    [
      'has an object at another place',
      { objects: { 'config/core_v1_ConfigMap/shop/b.json': object() } },
      '/b.json',
    ],
    ['has a name that is no text', { objects: { [PATH]: object({ metadata: { name: '\ud800' } }) } }, PATH],
    [
      'seals no list',
      { objects: { [PATH]: object() }, secret: sealed({ [`objects/${PATH}`]: 'x' }) },
      'sealed.age',
    ],
    [
      'seals at no place',
      { objects: { [PATH]: object() }, secret: sealed({ [`objects/${PATH}`]: [{}] }) },
      'sealed.age',
    ],
    ['seals of what is not there', { secret: sealed({ 'objects/x.json': [] }) }, 'sealed.age'],
    ['seals in another version', { secret: JSON.stringify({ version: 2, values: {} }) }, 'sealed.age'],
    ['lacks what was sealed', { objects: { [PATH]: object({ data: { key: '(sealed)' } }) } }, PATH],
  ])('and that %s is refused', async (_title, forgery, file) => {
    expect(await found(forgery)).toEqual([expect.stringContaining(file)]);
  });

  it('never makes verifying throw, whatever JSON it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.json(), fc.json(), async (one, graph, secret) => {
        await found({ objects: { [PATH]: one }, graph, secret });
      }),
    );
  });

  it('D16: is refused without any key when a bit of its manifest has flipped', async () => {
    const files = forgedBundle({ objects: { [PATH]: object() } });
    const text = files.get(MANIFEST) ?? '';
    for (let at = 0; at < text.length; at += 1) {
      const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const verified = await verifyUnsigned(new Map([...files, [MANIFEST, flipped]]));
      expect(verified.ok, `position ${at}`).toBe(false);
    }
  });
});
