import { describe, expect, test } from 'vitest';
import {
  never,
  publishOnNode,
  stageVolume,
  type AccessMode,
  type PublishOnNodeRequest,
} from '@twinsite/domain';
import { FakeEventSink, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { twoPortals } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const stagingPath = '/staging/globalmount';
const pod = { name: 'web', namespace: 'shop', uid: 'u-1' };

interface Wish {
  readonly mode: AccessMode;
  readonly raw?: boolean;
  readonly attachedReadOnly: boolean;
}

/** Publishes a staged volume once for each change of the request; what was said on the way. */
async function saidWhile({ mode, raw, attachedReadOnly }: Wish, ...changes: Partial<PublishOnNodeRequest>[]) {
  const { host, attachment: granted } = twoPortals();
  const attachment = { ...granted, readOnly: attachedReadOnly };
  const capability = { ...(raw === true ? rawBlock : readWriteOnce()), mode };
  await stageVolume(host.ports)({ volumeId, stagingPath, capability, attachment, context: {} }, never);
  const events = new FakeEventSink();
  const request = { volumeId, stagingPath, targetPath: '/pods/1', capability, readOnly: false, pod };
  const answers = [];
  for (const change of changes)
    answers.push(await publishOnNode(host.ports, events)({ ...request, ...change }, never));
  return { said: events.said, answers };
}

const shared: Wish = { mode: 'multi-node-reader', attachedReadOnly: true };

describe('a pod whose volume is read-only without its asking', () => {
  test('is told so, which volume it is, why, and what a pod that writes needs', async () => {
    const { said } = await saidWhile(shared, {});
    expect(said).toMatchObject([
      {
        about: { apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'shop', uid: 'u-1' },
        type: 'Normal',
        reason: 'VolumeReadOnly',
      },
    ]);
    const message = said[0]?.message ?? '';
    for (const words of ['volume pvc-1 ', 'EROFS', 'ReadOnlyMany', 'ReadWriteOnce', 'kubectl get pv pvc-1'])
      expect(message).toContain(words);
    expect(message.length).toBeLessThan(1024);
  });

  test('a raw volume has no file system to name', async () => {
    const { said } = await saidWhile({ ...shared, raw: true }, {});
    expect(said[0]?.message).toMatch(/every write to it fails: .*ReadOnlyMany/);
  });

  test('csi.readOnly of a PersistentVolume that one node writes is named as the cause', async () => {
    const { said } = await saidWhile({ mode: 'single-node-writer', attachedReadOnly: true }, {});
    expect(said[0]?.message).toContain('csi.readOnly of its PersistentVolume is true');
    expect(said[0]?.message).not.toContain('ReadOnlyMany');
  });

  test('a repeated call says the same again, which is one event that counts', async () => {
    const { said } = await saidWhile(shared, {}, {});
    expect(said).toHaveLength(2);
    expect(said[0]).toEqual(said[1]);
  });
});

describe('nothing is said', () => {
  test('to a pod that asked for it', async () => {
    expect(await saidWhile(shared, { readOnly: true })).toMatchObject({ said: [], answers: [{ ok: true }] });
  });

  test('of a volume that can be written', async () => {
    expect(await saidWhile({ mode: 'single-node-writer', attachedReadOnly: false }, {})).toMatchObject({
      said: [],
      answers: [{ ok: true }],
    });
  });

  test('of a publication that failed', async () => {
    const wrong = { stagingPath: '/elsewhere' };
    expect(await saidWhile(shared, wrong)).toMatchObject({ said: [], answers: [{ ok: false }] });
  });

  test('where the kubelet does not say for which pod it is', async () => {
    const { host, attachment: granted } = twoPortals();
    const attachment = { ...granted, readOnly: true };
    const capability = readWriteOnce();
    await stageVolume(host.ports)({ volumeId, stagingPath, capability, attachment, context: {} }, never);
    const events = new FakeEventSink();
    const request = { volumeId, stagingPath, targetPath: '/pods/1', capability, readOnly: false };
    expect(await publishOnNode(host.ports, events)(request, never)).toMatchObject({ ok: true });
    expect(events.said).toEqual([]);
  });
});
