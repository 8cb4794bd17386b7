import {
  attribute,
  file,
  link,
  type FabricInquiry,
  type SimBlockDevice,
  type TreePart,
} from '@twinsite/linux-host/testing';
import type { SimSession } from './sim-session.js';

/** A SCSI disk: identity and size are what the kernel saw when it last looked. */
export class SimScsiDisk implements SimBlockDevice {
  readonly name: string;
  readonly mapName = undefined;
  readonly majorMinor: string;
  readonly session: SimSession;
  readonly lun: number;
  /** Names of maps on top. */
  readonly holders = new Set<string>();
  private seen: FabricInquiry;

  constructor(
    session: SimSession,
    lun: number,
    node: { readonly name: string; readonly minor: number },
    seen: FabricInquiry,
  ) {
    this.session = session;
    this.lun = lun;
    this.name = node.name;
    this.majorMinor = `8:${node.minor}`;
    this.seen = seen;
  }

  get sizeBytes(): bigint {
    return this.seen.sizeBytes;
  }

  get naa(): string {
    return this.seen.naa;
  }

  get hctl(): string {
    return `${this.session.place.sid}:0:0:${this.lun}`;
  }

  get state(): string {
    if (this.session.offline) return 'transport-offline';
    return this.session.state === 'LOGGED_IN' ? 'running' : 'blocked';
  }

  async rescan(signal: AbortSignal): Promise<void> {
    this.seen = await this.session.execute((session, both) => session.inquiry(this.lun, both), signal);
  }

  /** TEST UNIT READY of the path checker. */
  async isReady(signal: AbortSignal): Promise<boolean> {
    const asked = this.session.execute((session, both) => session.inquiry(this.lun, both), signal);
    return asked.then(
      () => true,
      () => false,
    );
  }

  read(offset: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.session.execute((session, both) => session.read(this.lun, { offset, length }, both), signal);
  }

  write(offset: number, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    return this.session.execute((session, both) => session.write(this.lun, { offset, bytes }, both), signal);
  }

  attributes(): TreePart {
    const { sid } = this.session.place;
    const path = `../../devices/platform/host${sid}/session${sid}/target${sid}:0:0/${this.hctl}`;
    const holders = [...this.holders].map((name) => [`holders/${name}`, file('')] as const);
    return [['device', link(path)], ...holders];
  }

  /** What stands at its place in the device tree. */
  deviceTree(act: { readonly remove: () => Promise<void>; readonly rescan: () => Promise<void> }): TreePart {
    const { sid } = this.session.place;
    const root = `/sys/devices/platform/host${sid}/session${sid}/target${sid}:0:0/${this.hctl}`;
    return [
      [`${root}/block/${this.name}`, link(`/sys/block/${this.name}`)],
      [`${root}/state`, file(`${this.state}\n`)],
      [`${root}/wwid`, file(`naa.${this.naa}\n`)],
      [`${root}/vpd_pg83`, file(vpd83(this.naa))],
      [`${root}/delete`, attribute(act.remove)],
      [`${root}/rescan`, attribute(act.rescan)],
      [`/sys/class/scsi_device/${this.hctl}/device`, link(root)],
    ];
  }
}

/** The page of a target with a T10 and an NAA designator (SPC-4 7.8.6). */
export function vpd83(naa: string): Uint8Array {
  const t10 = Buffer.from('SIMTARG volume');
  const designators = Buffer.concat([
    Buffer.from([0x02, 0x01, 0x00, t10.length]),
    t10,
    Buffer.from([0x01, 0x03, 0x00, naa.length / 2]),
    Buffer.from(naa, 'hex'),
  ]);
  return Buffer.concat([
    Buffer.from([0x00, 0x83, designators.length >> 8, designators.length & 0xff]),
    designators,
  ]);
}
