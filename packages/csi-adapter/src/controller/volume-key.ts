import { parseBlockHandle } from '@twinsite/domain';

/** Create knows the name, everybody else the handle: one volume, one key. */
export function keyOfHandle(volumeId: string): string {
  const name = parseBlockHandle(volumeId);
  return name.ok ? name.value : volumeId;
}
