import { bytes, formatNodeId, GIB, parseInitiatorIqn, parseNaa, type Attachment } from '@twinsite/domain';
import {
  blankDisk,
  FakeFabric,
  FakeHost,
  soleWriter,
  type FakeDisk,
  type FakeTarget,
} from '@twinsite/domain/testing';

export const volumeClass = { accessPaths: 'ap', pool: 'pool-a', fsType: 'ext4' };

export function nodeIdOf(name: string): string {
  const iqn = parseInitiatorIqn(`iqn.2026-01.test:${name}`);
  const id = iqn === undefined ? undefined : formatNodeId({ name, iqn });
  if (id?.ok !== true) throw new Error(`unusable node ${name}`);
  return id.value;
}

export interface TwoPortals {
  readonly fabric: FakeFabric;
  readonly disk: FakeDisk;
  readonly targets: readonly FakeTarget[];
  readonly attachment: Attachment;
  readonly host: FakeHost;
}

/** One disk behind a gateway at each site, and a host that has it granted. */
export function twoPortals(): TwoPortals {
  const naa = parseNaa('60014050000000000000000000000001');
  if (naa === undefined) throw new Error('unusable identity');
  const fabric = new FakeFabric();
  const disk = blankDisk(naa, bytes(GIB));
  const portals = (['a', 'b'] as const).map((site, index) => ({
    iqn: `iqn.2018-12.sds:gw-${site}`,
    portal: { address: `10.7.${index + 1}.1`, port: 3260 },
    site,
  }));
  const targets = portals.map(({ portal, iqn }) => fabric.addPortal(portal, iqn));
  for (const target of targets) target.luns.set(1, disk);
  const attachment: Attachment = { naa, lun: 1, size: disk.size, origin: 'new', ...soleWriter, portals };
  return { fabric, disk, targets, attachment, host: new FakeHost(fabric) };
}
