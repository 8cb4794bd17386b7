import { bytes, parseNaa, type Attachment, type Naa, type TargetPortal } from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPublishContext, writePublishContext } from '../src/index.js';
import { anAttachment } from './support/use-cases.js';

const hex = fc.stringMatching(/^[0-9a-f]{31}$/);
const naas: fc.Arbitrary<Naa> = hex.map((digits) => {
  const naa = parseNaa(`6${digits}`);
  if (naa === undefined) throw new Error('a generated identity must parse');
  return naa;
});
const addresses = fc.oneof(
  fc.ipV4(),
  fc.ipV6().filter((text) => !text.includes('.')),
  fc.domain(),
);
const portals: fc.Arbitrary<TargetPortal> = fc.record({
  iqn: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
  portal: fc.record({ address: addresses, port: fc.integer({ min: 1, max: 65535 }) }),
  site: fc.option(fc.string(), { nil: undefined }),
});
const parts = {
  naa: naas,
  lun: fc.integer({ min: 0, max: 16383 }),
  size: fc.bigInt({ min: 1n, max: 2n ** 62n }).map((size) => bytes(size)),
  origin: fc.constantFrom('new' as const, 'copied' as const),
  readOnly: fc.boolean(),
  mayFormat: fc.boolean(),
  pathMode: fc.constantFrom('multipath' as const, 'vip' as const),
  portals: fc.array(portals, { minLength: 1, maxLength: 8 }),
};
/** An older driver has not written the name of the path. */
const attachments: fc.Arbitrary<Attachment> = fc.oneof(
  fc.record(parts),
  fc.record({ ...parts, accessPath: fc.string() }),
);

test('what is written is read back the same, or is too large and says so', () => {
  fc.assert(
    fc.property(attachments, (attachment) => {
      const written = writePublishContext(attachment);
      if (!written.ok) {
        expect(written.problem).toMatchObject({ kind: 'invalid-request', field: 'publish_context' });
        return;
      }
      const size = Object.entries(written.value)
        .flat()
        .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      expect(size).toBeLessThanOrEqual(4096);
      expect(readPublishContext(written.value)).toEqual({ ok: true, value: attachment });
    }),
  );
});

test('the form on the wire stays as it is: version 2 must stay readable', () => {
  expect(writePublishContext(anAttachment)).toEqual({
    ok: true,
    value: {
      v: '2',
      naa: '600140500000000000000000000000aa',
      lun: '7',
      size: '1152921504606846976',
      origin: 'new',
      readonly: 'false',
      format: 'true',
      mode: 'multipath',
      portals:
        '[["iqn.2026-01.lab:gw-a","10.0.1.1:3260","a"],["iqn.2026-01.lab:gw-b","[fd00::2]:3261",null]]',
    },
  });
});

test('a context of version 1 is read: one writer on multipath, which may format a new disk', () => {
  const { readonly, format, mode, ...former } = sample;
  expect([readonly, format, mode]).toEqual(['false', 'true', 'multipath']);
  expect(readPublishContext({ ...former, v: '1' })).toEqual({ ok: true, value: anAttachment });
  const copied = readPublishContext({ ...former, v: '1', origin: 'copied' });
  expect(copied).toMatchObject({ ok: true, value: { origin: 'copied', mayFormat: false } });
});

const good = writePublishContext(anAttachment);
const sample: Readonly<Record<string, string>> = good.ok ? good.value : {};

test('sixteen portals with long names fit', () => {
  const [portal] = anAttachment.portals;
  const many = Array.from({ length: 16 }, (_, index) => ({
    iqn: `iqn.2026-01.com.example.storage:gateway-${index}.${'x'.repeat(100)}`,
    portal: { address: `10.0.0.${index}`, port: 3260 },
    site: portal?.site,
  }));
  expect(writePublishContext({ ...anAttachment, portals: many }).ok).toBe(true);
});

test.each([
  ['v', '3', 'reads versions 1 and 2'],
  ['readonly', 'yes', 'true or false'],
  ['format', undefined, 'true or false'],
  ['mode', 'alua', 'multipath or vip'],
  ['v', undefined, 'ControllerPublishVolume'],
  ['naa', 'zz', 'hex digits'],
  ['naa', undefined, 'hex digits'],
  ['lun', '-1', '0 to 16383'],
  ['lun', '16384', '0 to 16383'],
  ['size', '0', 'above 0'],
  ['size', '1e9', 'above 0'],
  ['origin', 'old', 'new or copied'],
  ['portals', '[]', 'not empty'],
  ['portals', '{', 'JSON list'],
  ['portals', '[["iqn","10.0.0.1:99999",null]]', 'address:port'],
  ['portals', '[["","10.0.0.1:3260",null]]', 'address:port'],
  ['portals', '[["iqn","10.0.0.1:3260",7]]', 'address:port'],
  ['portals', '[{}]', 'address:port'],
])('refuses %s = %s and names the key', (key, value, says) => {
  const kept = Object.entries(sample).filter(([name]) => name !== key);
  const spoiled = Object.fromEntries(value === undefined ? kept : [...kept, [key, value]]);
  const read = readPublishContext(spoiled);
  if (read.ok || read.problem.kind !== 'invalid-request') throw new Error('must be refused');
  expect(read.problem.field).toBe(`publish_context["${key}"]`);
  expect(read.problem.remedy).toContain(says);
});
