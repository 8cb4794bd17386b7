import { ok, type CancelSignal, type Problem, type Result, type VolumeName } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import { decodeVolume, type WireVolume } from '../wire/volume.js';

/** A volume in the trash may be listed under its old name: it is never used again, so it is left out. */
export async function volumesNamed(
  client: XmsClient,
  name: VolumeName,
  signal: CancelSignal,
): Promise<Result<readonly WireVolume[], Problem>> {
  const rows = await rowsNamed(client, name, signal);
  return rows.ok ? ok(rows.value.filter(({ recycled }) => !recycled)) : rows;
}

/** `?name=` is exact as far as is known. Those in the trash too. */
export async function rowsNamed(
  client: XmsClient,
  name: VolumeName,
  signal: CancelSignal,
): Promise<Result<readonly WireVolume[], Problem>> {
  const request = {
    path: '/block-volumes/',
    query: { name },
    key: 'block_volumes',
    operation: `find volume ${name}`,
  };
  const rows = await client.list(request, decodeVolume, signal);
  return rows.ok ? ok(rows.value.filter((row) => row.name === name)) : rows;
}
