import { describe, expect, test } from 'vitest';
import {
  never,
  publishOnNode,
  stageVolume,
  unpublishOnNode,
  type AccessMode,
  type Attachment,
  type NodePorts,
} from '@twinsite/domain';
import { Crash, crashAt, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals, type TwoPortals } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';

interface Wish {
  readonly mode: AccessMode;
  readonly raw?: boolean;
  readonly attachment?: Partial<Attachment>;
}

const capabilityOf = ({ mode, raw }: Wish) => ({ ...(raw === true ? rawBlock : readWriteOnce()), mode });

async function staged({ raw, attachment: change }: Wish): Promise<TwoPortals> {
  const lab = twoPortals();
  const capability = raw === true ? rawBlock : readWriteOnce();
  const attachment = { ...lab.attachment, ...change };
  await stageVolume(lab.host.ports)({ volumeId, stagingPath, capability, attachment, context: {} }, never);
  return lab;
}

const publish = (lab: TwoPortals, wish: Wish, targetPath: string, ports: NodePorts = lab.host.ports) => {
  const capability = capabilityOf(wish);
  return publishOnNode(ports)({ volumeId, stagingPath, targetPath, capability, readOnly: false }, never);
};

const unpublish = (lab: TwoPortals, targetPath: string, ports: NodePorts = lab.host.ports) =>
  unpublishOnNode(ports)({ volumeId, targetPath }, never);

const targets = (lab: TwoPortals) => lab.host.state.journal.get(volumeId)?.published;

describe.each([false, true])('publishing (raw: %s)', (raw) => {
  test('a single writer gets no second path until the first is unpublished', async () => {
    const wish: Wish = { mode: 'single-node-single-writer', raw };
    const lab = await staged(wish);
    expect(await publish(lab, wish, '/pods/1')).toMatchObject({ ok: true });
    expect(await publish(lab, wish, '/pods/1'), 'the same path').toMatchObject({ ok: true });
    const refused = { problem: { kind: 'already-published', volume: volumeId, path: '/pods/1' } };
    expect(await publish(lab, wish, '/pods/2')).toMatchObject(refused);
    expect(lab.host.state.mounts.filter(({ path }) => path === '/pods/2')).toEqual([]);
    expect(await unpublish(lab, '/pods/1')).toMatchObject({ ok: true });
    expect(await publish(lab, wish, '/pods/2')).toMatchObject({ ok: true });
  });

  test.each<AccessMode>(['single-node-writer', 'single-node-multi-writer'])(
    '%s serves several pods of the node',
    async (mode) => {
      const lab = await staged({ mode, raw });
      for (const path of ['/pods/1', '/pods/2']) {
        expect(await publish(lab, { mode, raw }, path)).toMatchObject({ ok: true });
      }
      expect(targets(lab)).toEqual(['/pods/1', '/pods/2']);
      expect(await unpublish(lab, '/pods/1')).toMatchObject({ ok: true });
      expect(await unpublish(lab, '/pods/1'), 'again').toMatchObject({ ok: true });
      expect(targets(lab)).toEqual(['/pods/2']);
    },
  );

  test('a path that a reboot left in the journal does not keep a single writer out', async () => {
    const wish: Wish = { mode: 'single-node-single-writer', raw };
    const lab = await staged(wish);
    await publish(lab, wish, '/pods/1');
    const kept = lab.host.state.mounts.filter(({ path }) => path !== '/pods/1');
    lab.host.state.mounts.splice(0, Infinity, ...kept);
    expect(await publish(lab, wish, '/pods/2')).toMatchObject({ ok: true });
    expect(targets(lab), 'and is forgotten').toEqual(['/pods/2']);
  });

  test.each(['before', 'after'] as const)(
    'kill -9 %s any call: a single writer is never bound at two paths, and a retry ends it',
    async (when) => {
      const wish: Wish = { mode: 'single-node-single-writer', raw };
      for (let call = 1; ; call += 1) {
        const lab = await staged(wish);
        const crashed = await publish(lab, wish, '/pods/1', crashAt(lab.host.ports, { call, when })).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        await publish(lab, wish, '/pods/2');
        const bound = lab.host.state.mounts.filter(({ path }) => path.startsWith('/pods'));
        expect(bound, `after call ${call}`).toHaveLength(1);
        for (const path of ['/pods/1', '/pods/2']) await unpublish(lab, path);
        expect(targets(lab)).toEqual([]);
        expect(await publish(lab, wish, '/pods/3')).toMatchObject({ ok: true });
        if (!crashed) return;
      }
    },
  );
});

test('a volume that is attached read-only is bound read-only, whatever the pod asks', async () => {
  const wish: Wish = { mode: 'single-node-writer', attachment: { readOnly: true } };
  const lab = await staged(wish);
  for (const round of ['once', 'again']) {
    expect(await publish(lab, wish, '/pods/1'), round).toMatchObject({ ok: true });
  }
  expect(lab.host.state.mounts.find(({ path }) => path === '/pods/1')).toMatchObject({ readOnly: true });
});
