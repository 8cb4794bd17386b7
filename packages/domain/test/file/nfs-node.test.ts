import { fileNodeInfo, fileVolumeUsage, never } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { anNfsNode, mount, neighbour, second, source, staging, target, volumeId } from './nfs-node.js';

const paths = ({ host }: ReturnType<typeof anNfsNode>) =>
  host.state.mounts.map(({ path, readOnly }) => `${path}${readOnly ? ' ro' : ''}`);

describe('an NFS volume on a node', () => {
  test('is mounted once, bound for each pod, and leaves nothing but the directory that kubelet made', async () => {
    const node = anNfsNode();
    for (const call of [node.stage, node.stage]) expect(await call()).toMatchObject({ ok: true });
    for (const targetPath of [target, second, target])
      expect(await node.publish({ targetPath })).toMatchObject({ ok: true });
    expect(paths(node)).toEqual([staging, target, second]);
    for (const path of [target, second, second])
      expect(await node.unpublish(path)).toMatchObject({ ok: true });
    for (const call of [node.unstage, node.unstage]) expect(await call()).toMatchObject({ ok: true });
    expect(node.host.leftovers()).toEqual([`directory ${staging}`]);
    expect(node.outcomes).toEqual([]);
  });

  test('is found below a directory of kubelet that is a symbolic link', async () => {
    const node = anNfsNode();
    for (const link of ['/staging', '/pods']) node.host.state.links.set(link, `/data${link}`);
    for (const call of [node.stage, node.stage, node.publish, node.publish])
      expect(await call()).toMatchObject({ ok: true });
    expect(paths(node)).toEqual([`/data${staging}`, `/data${target}`]);
    expect(await node.unpublish(target)).toMatchObject({ ok: true });
    expect(await node.unstage()).toMatchObject({ ok: true });
    expect(node.host.leftovers()).toEqual([`directory /data${staging}`]);
  });

  test('is bound read-only where a pod or the attachment asks for it', async () => {
    const node = anNfsNode();
    await node.stage();
    await node.publish({ readOnly: true });
    expect(paths(node)).toEqual([staging, `${target} ro`]);
    expect(await node.publish()).toMatchObject({
      problem: { kind: 'mounted-differently', found: 'read-only' },
    });
    const reader = anNfsNode();
    const attachment = { source, readOnly: true, access: 'node' } as const;
    await reader.stage({ attachment });
    await reader.publish({ attachment });
    expect(paths(reader)).toEqual([`${staging} ro`, `${target} ro`]);
  });

  test('of a single writer has one path, which the kernel tells and no memory', async () => {
    const node = anNfsNode();
    const capability = mount('single-node-single-writer');
    await node.stage({ capability });
    for (const call of [1, 2])
      expect(await node.publish({ capability }), `call ${call}`).toMatchObject({ ok: true });
    expect(await node.publish({ capability, targetPath: second })).toMatchObject({
      problem: { kind: 'already-published', path: target },
    });
    await node.unpublish();
    expect(await node.publish({ capability, targetPath: second })).toMatchObject({ ok: true });
  });

  test('is known by its source: what else is mounted at its paths is neither used nor covered (H8)', async () => {
    const node = anNfsNode();
    await node.ports.mounts.mount({ source: neighbour, path: staging, options: ['nosharecache'] }, never);
    const foreign = { problem: { kind: 'mounted-differently', path: staging } };
    expect(await node.stage()).toMatchObject(foreign);
    expect(await node.publish()).toMatchObject(foreign);
    expect(paths(node)).toEqual([staging]);
  });

  test('comes off layer by layer, whatever was stacked (H8)', async () => {
    const node = anNfsNode();
    await node.stage();
    for (const path of [target, target])
      await node.ports.mounts.bind({ from: staging, path, readOnly: false }, never);
    expect(await node.unpublish()).toMatchObject({ ok: true });
    expect(paths(node)).toEqual([staging]);
  });

  test('is not published before it is staged', async () => {
    expect(await anNfsNode().publish()).toMatchObject({ problem: { kind: 'not-staged', volume: volumeId } });
  });

  test('is not unstaged while a pod still has it', async () => {
    const node = anNfsNode();
    await node.stage();
    await node.publish();
    const problem = { kind: 'path-busy', holders: [`still bound at ${target}`] };
    expect(await node.unstage()).toMatchObject({ problem });
  });

  test('is refused as a block device, and with options that contradict each other', async () => {
    const node = anNfsNode();
    const block = { use: { kind: 'block' }, mode: 'single-node-writer' } as const;
    const field = 'volume_capability.access_type';
    expect(await node.stage({ capability: block })).toMatchObject({ problem: { field } });
    const capability = mount('single-node-writer', ['vers=5']);
    expect(await node.stage({ capability })).toMatchObject({ problem: { value: 'vers=5' } });
    expect(node.host.leftovers()).toEqual([]);
  });

  test('is mounted soft only when asked, which is told', async () => {
    const node = anNfsNode();
    await node.stage({ capability: mount('single-node-writer', ['soft']) });
    expect(node.notices).toEqual([{ kind: 'soft-mount', volume: volumeId }]);
  });
});

describe('while its server is silent', () => {
  test('statistics end with the reason, and a total is the size that the array enforces (H24)', async () => {
    const node = anNfsNode();
    await node.stage();
    node.volume.used = node.volume.total;
    const usage = () => fileVolumeUsage(node.ports)({ volumeId, path: staging }, never);
    expect(await usage()).toMatchObject({ value: { usage: { bytes: { total: 64n, available: 0n } } } });
    node.servers.silent.add(source.server);
    expect(await usage()).toMatchObject({ problem: { kind: 'server-silent' } });
  });

  test('a volume that could only be taken out of sight is not unstaged, and not mounted anew (H26)', async () => {
    const node = anNfsNode();
    await node.stage();
    node.servers.silent.add(source.server);
    node.host.state.stuck.add(staging);
    const lingers = { problem: { kind: 'mount-lingers', volume: volumeId } };
    for (const call of [node.unstage, node.unstage, node.stage]) expect(await call()).toMatchObject(lingers);
    expect(node.outcomes).toEqual([`lazy ${staging}`]);
    node.host.reboot();
    expect(await node.unstage()).toMatchObject({ ok: true });
  });

  test('what is taken off by force is told', async () => {
    const node = anNfsNode();
    await node.stage();
    node.servers.silent.add(source.server);
    expect(await node.unstage()).toMatchObject({ ok: true });
    expect(node.outcomes).toEqual([`forced ${staging}`]);
  });
});

test('figures are never those of another volume', async () => {
  const node = anNfsNode();
  await node.stage();
  const ask = (id: string, path: string) => fileVolumeUsage(node.ports)({ volumeId: id, path }, never);
  expect(await ask('csi-nfs-vid-pvc-2', staging)).toMatchObject({ problem: { kind: 'path-missing' } });
  expect(await ask(volumeId, '/elsewhere')).toMatchObject({ problem: { kind: 'path-missing' } });
  expect(await ask('pvc-1', staging)).toMatchObject({ problem: { kind: 'volume-missing' } });
});

test('a node tells by itself who it is and where its traffic comes from (H12)', async () => {
  const settings = { nodeName: 'node-1', addresses: ['10.0.0.7', 'fd00::7'], maxVolumes: 0 };
  expect(await fileNodeInfo({ ...settings, site: 'a' })()).toEqual({
    ok: true,
    value: { nodeId: 'nfs1;node-1;10.0.0.7,fd00::7;a', maxVolumes: 0n },
  });
  expect(await fileNodeInfo({ ...settings, addresses: [] })()).toMatchObject({
    problem: { kind: 'invalid-request', field: 'node address' },
  });
});
