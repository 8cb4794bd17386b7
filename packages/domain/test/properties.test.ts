import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addFenceRecord,
  assessFence,
  assessQuorum,
  bytes,
  chooseSize,
  fitsRange,
  formatBlockHandle,
  formatIntentText,
  formatNodeId,
  formatPortal,
  identityFromSn,
  parseBlockHandle,
  parseInitiatorIqn,
  parseIntentText,
  parseNaa,
  parseNodeId,
  parsePortal,
  parseVolumeName,
  readFenceRecords,
  removeFenceRecord,
  SITE_IDS,
  TIB,
} from '@twinsite/domain';

const size = fc.bigInt({ min: 1n, max: 80n * TIB });
const range = fc.record({ requiredBytes: size, limitBytes: size }, { requiredKeys: [] });
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const site = fc.constantFrom({}, ...SITE_IDS.map((id) => ({ site: id })));
const nodeName = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

test('a chosen size lies in its range, is whole sectors, and answers the same range again', () => {
  fc.assert(
    fc.property(range, (wanted) => {
      const chosen = chooseSize(wanted);
      if (!chosen.ok) return;
      expect(chosen.value >= (wanted.requiredBytes ?? 0n)).toBe(true);
      expect(wanted.limitBytes === undefined || chosen.value <= wanted.limitBytes).toBe(true);
      expect(chosen.value % 512n).toBe(0n);
      expect(fitsRange(chosen.value, wanted)).toBe(true);
    }),
  );
});

test('a volume name survives its handle', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
      const name = parseVolumeName(text, 'name');
      if (!name.ok) return;
      expect(parseBlockHandle(formatBlockHandle(name.value))).toEqual(name);
    }),
  );
  expect(parseBlockHandle('csi-iscsi-pvc-1')).toEqual({ ok: true, value: 'pvc-1' });
});

test('a node id survives its text and never exceeds 256 bytes', () => {
  fc.assert(
    fc.property(nodeName, fc.stringMatching(/^[a-z0-9:.-]{1,220}$/), site, (name, suffix, at) => {
      const iqn = parseInitiatorIqn(`iqn.2026-01.example:${suffix}`);
      const id = iqn === undefined ? undefined : formatNodeId({ name, iqn, ...at });
      if (id?.ok !== true) return;
      expect(id.value.length).toBeLessThanOrEqual(256);
      expect(parseNodeId(id.value)).toEqual({ ok: true, value: { name, iqn, ...at } });
    }),
  );
});

test('a portal survives its text, IPv6 too', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
  fc.assert(
    fc.property(address, fc.integer({ min: 1, max: 65535 }), (host, port) => {
      expect(parsePortal(formatPortal({ address: host, port }))).toEqual({ address: host, port });
    }),
  );
  for (const text of ['', ':3260', '10.0.0.1:0', '10.0.0.1:65536', '10.0.0.1 10.0.0.2', 'fd00::1:3260:x']) {
    expect(parsePortal(text), text).toBeUndefined();
  }
});

test('different serial numbers give different identities, and each is a valid NAA', () => {
  fc.assert(
    fc.property(hex(25), hex(25), (one, other) => {
      const [first, second] = [one, other].map((sn) => identityFromSn({ prefix: '6001405' }, sn));
      expect(parseNaa(first ?? '')).toBe(first);
      expect(first === second).toBe(one === other);
    }),
  );
  expect(identityFromSn({ prefix: '6001405' }, 'not hex')).toBeUndefined();
});

test('an intent record is read back, and a torn one is no record', () => {
  fc.assert(
    fc.property(hex(31), fc.constantFrom('ext4', 'xfs', 'ext3'), fc.nat(60), (digits, fsType, cut) => {
      const naa = parseNaa(`6${digits}`);
      if (naa === undefined) throw new Error('unusable identity');
      const text = formatIntentText({ naa, fsType });
      expect(parseIntentText(`${text}\u0000\u0000`)).toEqual({ naa, fsType });
      expect(parseIntentText(text.slice(0, Math.min(cut, text.length - 1)))).toBeUndefined();
    }),
  );
});

test('quorum is held exactly when more than half are up', () => {
  const monitor = fc.record({
    host: fc.string(),
    site: fc.constant(undefined),
    state: fc.constantFrom('up', 'down'),
  });
  fc.assert(
    fc.property(fc.array(monitor, { minLength: 1, maxLength: 9 }), (monitors) => {
      const up = monitors.filter(({ state }) => state === 'up').length;
      expect(assessQuorum(monitors).kind === 'held').toBe(up > monitors.length / 2);
    }),
  );
});

test('one monitor that cannot be seen is never counted as up', () => {
  const monitors = (['up', 'unknown', 'down'] as const).map((state) => ({
    host: state,
    site: undefined,
    state,
  }));
  expect(assessQuorum(monitors).kind).toBe('unknown');
  expect(assessQuorum([]).kind).toBe('unknown');
});

const word = fc.record({
  gateway: fc.constantFrom('gw-a', 'gw-b'),
  session: fc.constantFrom('none', 'logged-in', 'unknown'),
  answers: fc.boolean(),
  hostGone: fc.boolean(),
});

test('never fenced while a silent gateway has not left under quorum, and never early with a live session', () => {
  const facts = fc.record({
    policy: fc.record({ removalDrains: fc.boolean(), waitMs: fc.integer({ min: 1, max: 60_000 }) }),
    gateways: fc.array(word, { maxLength: 4 }),
    quorumHeld: fc.boolean(),
    elapsedMs: fc.integer({ min: 0, max: 90_000 }),
  });
  fc.assert(
    fc.property(facts, (given) => {
      const verdict = assessFence(given);
      const silent = given.gateways.filter(({ answers }) => !answers);
      if (silent.some(({ hostGone }) => !hostGone || !given.quorumHeld))
        expect(verdict.kind).toBe('unproven');
      const mayStillWrite = silent.length > 0 || given.gateways.some(({ session }) => session !== 'none');
      if (mayStillWrite && !given.policy.removalDrains && given.elapsedMs < given.policy.waitMs) {
        expect(verdict.kind).not.toBe('fenced');
      }
    }),
    { numRuns: 500 },
  );
});

test('a fence record lives in a description beside anything else and leaves no trace', () => {
  const line = fc.string().filter((text) => !text.startsWith('twinsite/1'));
  fc.assert(
    fc.property(line, nodeName, fc.string({ minLength: 1 }), (description, node, accessPath) => {
      const record = { node, accessPath, since: 1_800_000_000_000, iqn: undefined };
      const noted = addFenceRecord(addFenceRecord(description, record), record);
      expect(readFenceRecords(noted)).toEqual([record]);
      expect(removeFenceRecord(noted, node)).toBe(description);
    }),
  );
});

test('sizes of zero, below zero and beyond reason are refused with their field', () => {
  expect(chooseSize({ requiredBytes: -1n })).toMatchObject({
    problem: { kind: 'invalid-request', field: 'capacity_range.required_bytes' },
  });
  expect(chooseSize({ limitBytes: 1n })).toMatchObject({ problem: { kind: 'capacity-out-of-range' } });
  expect(chooseSize({ requiredBytes: 65n * TIB })).toMatchObject({
    problem: { kind: 'capacity-out-of-range' },
  });
  expect(chooseSize({ requiredBytes: 2n * TIB, limitBytes: TIB })).toMatchObject({
    problem: { kind: 'capacity-out-of-range' },
  });
  expect(chooseSize({})).toEqual({ ok: true, value: bytes(1024n ** 3n) });
});
