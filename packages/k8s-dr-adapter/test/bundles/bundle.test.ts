import { generateKeyPairSync } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import {
  describeProblem,
  formatManifest,
  GRAPH,
  MANIFEST,
  never,
  packSet,
  parseManifest,
  SEALED,
  SUMS,
  verifyBundle,
  writeBundle,
  type BundleFiles,
  type RecoverySet,
  type VerifyRules,
} from '@twinsite/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { AgeSeal, Ed25519Signature } from '../../src/bundles/index.js';
import { MemoryStore } from './memory-store.js';
import { credentialSet, SECRETS } from './credential-set.js';

let seal: AgeSeal;
const keyPair = () => {
  const pair = generateKeyPairSync('ed25519');
  const pem = { privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  return { ...pem, publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() };
};
const ours = keyPair();
const signature = new Ed25519Signature({ privateKey: ours.privateKey, trusted: [ours.publicKey] });
beforeAll(async () => {
  const identity = await generateIdentity();
  seal = new AgeSeal([await identityToRecipient(identity)], [identity]);
});

async function backedUp(store = new MemoryStore(), set: RecoverySet = credentialSet()): Promise<BundleFiles> {
  const order = { set, operation: 'op', createdAt: '2026-01-01T00:00:00.000Z', versions: {} };
  const written = await writeBundle({ store, seal, signature }, order, never);
  if (!written.ok) throw new Error(describeProblem(written.problem));
  return store.newest();
}
const rules: VerifyRules = { now: Date.parse('2026-01-01T01:00:00Z') };
const verify = (files: BundleFiles, more: Partial<VerifyRules> = {}, keys = { seal, signature }) =>
  verifyBundle(files, keys, { ...rules, ...more });
const problems = async (files: BundleFiles, more: Partial<VerifyRules> = {}): Promise<readonly string[]> => {
  const verified = await verify(files, more);
  return verified.ok ? [] : verified.problem.map(describeProblem);
};

describe('a bundle', () => {
  it('gives back the set that was put in, secrets included', async () => {
    const verified = await verify(await backedUp());
    expect(verified.ok && verified.value.set).toEqual(credentialSet());
  });

  it('D26: carries no secret in clear, and no digest of one', async () => {
    const files = await backedUp();
    for (const [path, text] of files) for (const secret of SECRETS) expect(text, path).not.toContain(secret);
  });

  it('has the same bytes for the same state, but for manifest and seal', async () => {
    const [one, two] = [
      await backedUp(),
      await backedUp(new MemoryStore(), credentialSet({ reversed: true })),
    ];
    const fixed = (files: BundleFiles) =>
      new Map([...files].filter(([path]) => ![MANIFEST, SEALED].includes(path)).sort());
    expect(fixed(two)).toEqual(fixed(one));
    expect([...fixed(one).keys()]).toContain(GRAPH);
    expect(packSet(credentialSet()).files.get(SUMS)).toBe(one.get(SUMS));
  });

  it('is written nowhere while there is nobody to seal for', async () => {
    const store = new MemoryStore();
    const order = { set: credentialSet(), operation: 'op', createdAt: '', versions: {} };
    const written = await writeBundle({ store, seal: new AgeSeal([], []), signature }, order, never);
    expect(written).toMatchObject({ problem: { kind: 'seal-without-recipient' } });
    expect(await store.counters()).toEqual({ ok: true, value: [] });
  });

  it('counts on from the newest one', async () => {
    const store = new MemoryStore();
    await backedUp(store);
    await backedUp(store);
    expect(await store.counters()).toEqual({ ok: true, value: [1, 2] });
  });
});

describe('verifying a bundle finds', () => {
  it('D16: any flipped bit in any file', async () => {
    const files = await backedUp();
    const paths = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 6 }), async (file, at, bit) => {
        const path = paths[file % paths.length] ?? '';
        const bytes = Buffer.from(files.get(path) ?? '');
        const where = at % bytes.length;
        bytes[where] = (bytes[where] ?? 0) ^ (1 << bit);
        expect(await problems(new Map([...files, [path, bytes.toString()]])), path).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('D16: every file that is missing, cut off, added or swapped', async () => {
    const files = await backedUp();
    const paths = [...files.keys()];
    for (const path of paths) {
      expect(await problems(new Map([...files].filter(([one]) => one !== path))), path).not.toEqual([]);
      expect(await problems(new Map([...files, [path, (files.get(path) ?? '').slice(0, -1)]]))).not.toEqual(
        [],
      );
    }
    expect(await problems(new Map([...files, ['objects/config/x.json', '{}']]))).toHaveLength(1);
    const [one = '', two = ''] = paths.filter((path) => path.startsWith('objects/'));
    const swapped = new Map([...files, [one, files.get(two) ?? ''], [two, files.get(one) ?? '']]);
    expect(await problems(swapped)).toHaveLength(2);
  });

  it('a bundle that was put together anew by somebody without the key', async () => {
    const stranger = keyPair();
    const foreign = new Ed25519Signature({ privateKey: stranger.privateKey, trusted: [ours.publicKey] });
    const unsigned = new Ed25519Signature({ privateKey: undefined, trusted: [ours.publicKey] });
    for (const [by, why] of [
      [foreign, 'is not trusted here'],
      [unsigned, 'it is not signed'],
    ] as const) {
      const store = new MemoryStore();
      const order = {
        set: credentialSet(),
        operation: 'op',
        createdAt: '2026-01-01T00:00:00Z',
        versions: {},
      };
      await writeBundle({ store, seal, signature: by }, order, never);
      expect(await problems(store.newest())).toEqual([expect.stringContaining(why)]);
    }
    const files = await backedUp();
    const claimed = parseManifest(files.get(MANIFEST) ?? '');
    if ('wrong' in claimed) throw new Error(claimed.wrong);
    const raised = formatManifest({ ...claimed.manifest, counter: 99 });
    expect(await problems(new Map([...files, [MANIFEST, raised]]))).toEqual([
      expect.stringContaining('signature is not of this content'),
    ]);
  });

  it('D15: an older counter than the newest that is known, another group, and age', async () => {
    const files = await backedUp();
    expect(await problems(files, { newest: 1, group: 'shop', maxAgeMs: 3_600_000 })).toEqual([]);
    expect(await problems(files, { newest: 2, group: 'other', maxAgeMs: 3_599_999 })).toHaveLength(3);
  });

  it('a seal that this host cannot open, and what the group cannot start without', async () => {
    const identity = await generateIdentity();
    const other = new AgeSeal([], [identity]);
    const none = new AgeSeal([], []);
    for (const wrong of [other, none])
      expect(await verify(await backedUp(), {}, { seal: wrong, signature })).toMatchObject({
        problem: [{ kind: 'seal-failed' }],
      });
    const set = credentialSet();
    const [first] = set.objects;
    if (first === undefined) throw new Error('the set is empty');
    const ref = { group: '', kind: 'Secret', namespace: 'shop', name: 'gone' };
    const holed = { ...set, gaps: [{ from: ref, to: ref, reason: 'spec', required: true }] };
    expect(await problems(await backedUp(new MemoryStore(), holed))).toEqual([
      expect.stringContaining('Secret shop/gone is missing'),
    ]);
  });

  it('never throws, whatever the files are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(MANIFEST, SUMS, GRAPH, SEALED, 'x'), fc.string()),
        async (any) => {
          expect(await problems(new Map(Object.entries(any)))).not.toEqual([]);
        },
      ),
    );
    const files = await backedUp();
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect(await problems(new Map([...files, [MANIFEST, text]]))).not.toEqual([]);
      }),
    );
  });
});
