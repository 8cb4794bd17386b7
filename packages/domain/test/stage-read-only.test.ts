import { describe, expect, test } from 'vitest';
import {
  describeProblem,
  never,
  stageVolume,
  unstageVolume,
  type Attachment,
  type NodePorts,
} from '@twinsite/domain';
import { Crash, crashAt, FakeHost, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals, type TwoPortals } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';

const readOnly = (mayFormat: boolean): Partial<Attachment> => ({ readOnly: true, mayFormat });

const stage = (
  lab: TwoPortals,
  change: Partial<Attachment>,
  ports: NodePorts = lab.host.ports,
  raw = false,
) => {
  const capability = raw ? rawBlock : readWriteOnce();
  const attachment = { ...lab.attachment, ...change };
  return stageVolume(ports)({ volumeId, stagingPath, capability, attachment, context: {} }, never);
};

const isProtected = ({ host, attachment }: TwoPortals): boolean =>
  host.state.protectedMaps.has(attachment.naa);

describe('a read-only stage', () => {
  test('of a blank volume by the node that may: formats once, then nothing can write', async () => {
    const lab = twoPortals();
    expect(await stage(lab, readOnly(true))).toMatchObject({ ok: true });
    expect(lab.disk).toMatchObject({ formats: 1, fsType: 'ext4', intent: undefined });
    expect(lab.host.state.mounts).toMatchObject([{ path: stagingPath, readOnly: true }]);
    expect(isProtected(lab)).toBe(true);
    expect(lab.disk.fsSize, 'it is not grown').toBeLessThan(lab.disk.size);
  });

  test('of a blank volume by another node waits, and works when the volume has been formatted', async () => {
    const lab = twoPortals();
    expect(await stage(lab, readOnly(false))).toMatchObject({ problem: { kind: 'format-elsewhere' } });
    expect(lab.disk.formats).toBe(0);
    const first = { ...lab, host: new FakeHost(lab.fabric, 'iqn.2026-01.lab:node-2') };
    expect(await stage(first, readOnly(true))).toMatchObject({ ok: true });
    expect(await stage(lab, readOnly(false))).toMatchObject({ ok: true });
    expect(lab.disk.formats).toBe(1);
    expect([isProtected(lab), isProtected(first)]).toEqual([true, true]);
  });

  test('of a file system that was not unmounted cleanly is refused, and what was connected is taken down', async () => {
    const lab = twoPortals();
    Object.assign(lab.disk, { fsType: 'ext4', dirty: 'its journal has not been replayed' });
    const refused = await stage(lab, readOnly(true));
    expect(refused).toMatchObject({ problem: { kind: 'filesystem-dirty' } });
    expect(lab.disk.dirty, 'nothing was replayed').toBe('its journal has not been replayed');
    expect(lab.host.leftovers()).toEqual([]);
    const text = refused.ok ? '' : describeProblem(refused.problem);
    for (const words of [
      'its journal has not been replayed',
      'kubectl patch pv',
      'ReadWriteOnce',
      'ReadOnlyMany',
    ])
      expect(text).toContain(words);
  });

  test('of a raw volume makes its map unwritable', async () => {
    const lab = twoPortals();
    expect(await stage(lab, readOnly(false), undefined, true)).toMatchObject({ ok: true });
    expect(isProtected(lab)).toBe(true);
  });

  test.each([true, false])(
    'that is repeated protects the map again, should it have been lost (raw: %s)',
    async (raw) => {
      const lab = twoPortals();
      await stage(lab, readOnly(true), undefined, raw);
      lab.host.state.protectedMaps.clear();
      expect(await stage(lab, readOnly(true), undefined, raw)).toMatchObject({ ok: true });
      expect(isProtected(lab)).toBe(true);
    },
  );

  test.each([true, false])(
    'is not what a stage for writing finds done, nor the reverse (raw: %s)',
    async (raw) => {
      for (const first of [true, false]) {
        const lab = twoPortals();
        expect(await stage(lab, { readOnly: first }, undefined, raw)).toMatchObject({ ok: true });
        expect(await stage(lab, { readOnly: !first }, undefined, raw)).toMatchObject({
          problem: { kind: 'mounted-differently', found: first ? 'read-only' : 'read-write' },
        });
      }
    },
  );

  test('that was taken down leaves a volume that can be staged for writing', async () => {
    const lab = twoPortals();
    await stage(lab, readOnly(true));
    expect(await unstageVolume(lab.host.ports)({ volumeId, stagingPath }, never)).toMatchObject({ ok: true });
    expect(lab.host.leftovers()).toEqual([]);
    expect(await stage(lab, {})).toMatchObject({ ok: true });
  });

  test('a map that a cut-off read-only stage left protected is opened for a stage that writes', async () => {
    const lab = twoPortals();
    const dying = crashAt({ mount: lab.host.ports.mounts }, { call: 2, when: 'before' });
    const ports = { ...lab.host.ports, mounts: dying.mount };
    await expect(stage(lab, readOnly(true), ports)).rejects.toThrow(Crash);
    expect(isProtected(lab)).toBe(true);
    expect(await stage(lab, {})).toMatchObject({ ok: true });
    expect(isProtected(lab)).toBe(false);
  });
});

describe.each(['before', 'after'] as const)('kill -9 %s any call of a read-only stage', (when) => {
  test.each([true, false])(
    'is healed by one retry, with one file system and a protected map (raw: %s)',
    async (raw) => {
      for (let call = 1; ; call += 1) {
        const lab = twoPortals();
        const dying = crashAt(lab.host.ports, { call, when });
        const crashed = await stage(lab, readOnly(true), dying, raw).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        expect(await stage(lab, readOnly(true), undefined, raw), `retry after call ${call}`).toMatchObject({
          ok: true,
        });
        expect(isProtected(lab)).toBe(true);
        expect(lab.disk.intent).toBeUndefined();
        expect(await unstageVolume(lab.host.ports)({ volumeId, stagingPath }, never)).toMatchObject({
          ok: true,
        });
        expect(lab.host.leftovers(), `leftovers after call ${call}`).toEqual([]);
        if (crashed) continue;
        expect(call).toBeGreaterThan(raw ? 6 : 10);
        return;
      }
    },
  );
});
