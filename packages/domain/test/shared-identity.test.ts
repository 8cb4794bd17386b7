import { describe, expect, test } from 'vitest';
import { never, stageVolume, unstageVolume, type Attachment } from '@twinsite/domain';
import { rawBlock, type FakeHost } from '@twinsite/domain/testing';
import { twoPortals, type TwoPortals } from './subjects.js';

/** Another volume, at another LUN of the same gateways, for which the array shows the identity of the first one. */
function twinOf({ targets, disk, attachment }: TwoPortals): Attachment {
  for (const target of targets) target.luns.set(2, { ...disk });
  return { ...attachment, lun: 2 };
}

const requestOf = (attachment: Attachment) => ({
  volumeId: `csi-iscsi-vid-pvc-${attachment.lun}`,
  stagingPath: `/staging/${attachment.lun}`,
  capability: rawBlock,
  attachment,
  context: {},
});

const stage = (host: FakeHost, attachment: Attachment) =>
  stageVolume(host.ports)(requestOf(attachment), never);

describe('two volumes with one identity', () => {
  test('are never merged into one map: the second is refused by name (H2)', async () => {
    const lab = twoPortals();
    const twin = twinOf(lab);
    expect(await stage(lab.host, lab.attachment)).toMatchObject({ ok: true });
    expect(await stage(lab.host, twin)).toMatchObject({
      ok: false,
      problem: { kind: 'identity-in-use', volume: 'csi-iscsi-vid-pvc-2', naa: twin.naa, lun: 1 },
    });
    expect(lab.host.state.maps.get(lab.attachment.naa)?.size).toBe(2);
    expect(lab.host.state.disks.size).toBe(2);
  });

  test('the refusal and an unstage of the second leave the map of the first alone (H2)', async () => {
    const lab = twoPortals();
    const twin = twinOf(lab);
    await stage(lab.host, lab.attachment);
    await stage(lab.host, twin);
    expect(await unstageVolume(lab.host.ports)(requestOf(twin), never)).toMatchObject({ ok: true });
    expect(lab.host.state.maps.get(lab.attachment.naa)?.size).toBe(2);
  });
});

test('a volume that comes back at another LUN number gets rid of its own old disks (H29)', async () => {
  const lab = twoPortals();
  await stage(lab.host, lab.attachment);
  const [record] = lab.host.state.journal.values();
  if (record !== undefined) lab.host.state.journal.set(record.volume, { ...record, phase: 'connecting' });
  for (const target of lab.targets) {
    target.luns.set(7, lab.disk);
    target.luns.delete(1);
  }
  const moved = { ...lab.attachment, lun: 7 };
  const request = { ...requestOf(moved), volumeId: requestOf(lab.attachment).volumeId };
  expect(await stageVolume(lab.host.ports)(request, never)).toMatchObject({ ok: true });
  const luns = [...lab.host.state.disks.values()].map(({ path }) => path.hctl.split(':')[3]);
  expect(luns).toEqual(['7', '7']);
});
