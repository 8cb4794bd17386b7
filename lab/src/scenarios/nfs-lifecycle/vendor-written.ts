import { FILE_VIP } from '../../network/topology.js';
import { PUBLIC_FOLDER, shareOf } from '../../array/lab-files.js';
import { exchange, sizeMib } from '../nfs-files.js';
import { createVolume, leave, manyWriters, placeOf, use } from '../nfs-world/nfs-volume.js';
import { MIB, type World } from '../world/world.js';

const NAME = 'pvc-vendor';

/** A PersistentVolume as the vendor's driver writes it, with credentials in it and nothing of ours. */
export async function vendorWritten(world: World): Promise<void> {
  const { report, controller } = world;
  const claim = manyWriters('3');
  const ours = await createVolume(world, NAME, { access: 'public', claim, mib: 64 });
  const volume = { id: ours.id, context: vendorAttributes(), claim };
  const first = await use(world, { name: NAME, node: 'node-1', volume });
  const second = await use(world, { name: NAME, node: 'node-2', volume });
  const words = await exchange(placeOf(world, first), placeOf(world, second));
  await controller.controller.controllerExpandVolume({
    volumeId: volume.id,
    capacityRange: { requiredBytes: 96n * MIB },
  });
  const size = await sizeMib(placeOf(world, first));
  for (const used of [second, first]) await leave(world, used);
  await world.attacher.delete(volume);
  report.check(
    'a volume of the vendor’s driver publishes, mounts, expands and deletes',
    words === 'one two' && size === 96,
    `${words}; ${size} MiB after growing to 96`,
  );
}

function vendorAttributes(): Readonly<Record<string, string>> {
  const share = shareOf(PUBLIC_FOLDER);
  const sc = {
    id: 0,
    name: '',
    xmsServers: '',
    user: 'admin',
    password: 'admin',
    client_group_name: '',
    shares: [share],
  };
  const ids = { folder_id: 1, quota_tree_id: 1, gateway_group_id: 1, share_id: 0, client_group_id: 0 };
  const full = `${FILE_VIP}:/sdsfs/${PUBLIC_FOLDER}/${NAME}`;
  const { folder_id, quota_tree_id, gateway_group_id, ...none } = ids;
  const info = {
    id: 0,
    name: NAME,
    sc,
    size: 67_108_864,
    shares: null,
    folder_id,
    quota_tree_id,
    gateway_group_id,
  };
  return {
    shares: share,
    user: 'admin',
    password: 'admin',
    volumeInfo: JSON.stringify({ ...info, full_share_path: full, ...none }),
  };
}
