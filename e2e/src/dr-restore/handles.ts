import type { Kubectl } from '../cluster/kubectl.js';
import { CLAIMS, SHOP } from './shop.js';

/** The array's volume behind each bound claim of the application, by claim. */
export async function handlesOf(kubectl: Kubectl): Promise<ReadonlyMap<string, string>> {
  const volumes = new Map((await kubectl.list('pv')).map((volume) => [volume.metadata.name, volume]));
  const claims = (await kubectl.list('pvc')).filter(({ metadata }) => metadata.namespace === SHOP);
  return new Map(
    claims
      .filter(({ status }) => status?.['phase'] === 'Bound')
      .map(({ metadata, spec }) => {
        const volume = volumes.get(String(spec?.['volumeName']));
        const csi = volume?.spec?.['csi'] as { readonly volumeHandle: string } | undefined;
        return [metadata.name, csi?.volumeHandle ?? ''];
      }),
  );
}

/** Claims that are not bound to the volume they had. */
export const wrongBindings = (
  had: ReadonlyMap<string, string>,
  has: ReadonlyMap<string, string>,
): readonly string[] =>
  CLAIMS.filter((claim) => had.get(claim) === undefined || had.get(claim) !== has.get(claim));
