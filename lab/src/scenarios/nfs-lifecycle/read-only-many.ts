import { writeRefusal } from '../world/pod-data.js';
import type { World } from '../world/world.js';
import { createVolume, leave, manyWriters, placeOf, use, type Access } from '../nfs-world/nfs-volume.js';

/** A claim that may only read, on both nodes; where each node has rights of its own, also one that reads while one writes. */
export async function readOnlyMany(world: World): Promise<void> {
  for (const access of ['public', 'node'] as const) await readersOnly(world, access);
  await readerBesideWriter(world);
}

async function readersOnly(world: World, access: Access): Promise<void> {
  const name = `pvc-rox-${access}`;
  const claim = { mode: 'MULTI_NODE_READER_ONLY', mountFlags: ['vers=4.1'] } as const;
  const volume = await createVolume(world, name, { access, claim, mib: 64 });
  const both = [
    await use(world, { name, node: 'node-1', volume }, true),
    await use(world, { name, node: 'node-2', volume }, true),
  ];
  for (const used of both) {
    const refusal = await writeRefusal({ ...placeOf(world, used), raw: false });
    world.report.check(
      `ROX, ${access}: a write on ${used.node} fails`,
      refusal?.includes('Read-only file system') === true,
      refusal ?? 'the kernel TOOK the write',
    );
  }
  for (const used of both) await leave(world, used);
  await world.attacher.delete(volume);
}

/** The array itself refuses, whatever the node's mount says. */
async function readerBesideWriter(world: World): Promise<void> {
  const { report, signal } = world;
  const name = 'pvc-reader';
  const volume = await createVolume(world, name, { access: 'node', claim: manyWriters('3'), mib: 64 });
  const writer = await use(world, { name, node: 'node-1', volume });
  const reader = await use(world, { name, node: 'node-2', volume }, true);
  const limits = { deadlineMs: 60_000, signal };
  await placeOf(world, writer).agent.must(`echo seen > ${placeOf(world, writer).path}/file`, limits);
  const { agent, path } = placeOf(world, reader);
  const seen = await agent.must(`cat ${path}/file`, limits);
  const source = `$(awk '$2 == "${path}" { print $1 }' /proc/mounts)`;
  const around = await agent.run(
    `mkdir -p /mnt/around && mount -t nfs -o vers=3,proto=tcp,nosharecache "${source}" /mnt/around && { LC_ALL=C touch /mnt/around/x; code=$?; umount /mnt/around; exit $code; }`,
    limits,
  );
  report.check(
    'a node that was given read-only access cannot write, past its own mount neither',
    seen === 'seen\n' && around.code !== 0 && /Read-only file system/.test(around.stderr),
    `it reads ${seen.trim()}; another mount of it: ${around.stderr.trim() || 'TOOK the write'}`,
  );
  for (const used of [reader, writer]) await leave(world, used);
  await world.attacher.delete(volume);
}
