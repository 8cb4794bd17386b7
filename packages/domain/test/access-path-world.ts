import {
  reconcileAccessPath,
  TIMING,
  type AccessPathObject,
  type AccessPathStatus,
  type ArrayAccessPath,
  type CancelSignal,
  type ObjectKey,
  type ReportedPath,
  type StorageArray,
} from '@twinsite/domain';
import {
  anAccessPathSpec,
  directoryOf,
  FakeAccessPathObjects,
  FakeArray,
  FakeArraySecrets,
  FakeEventSink,
  FakeNodeReports,
  ManualClock,
} from '@twinsite/domain/testing';

export const KEY: ObjectKey = { namespace: 'storage', name: 'ap-object' };
const SECRET: ObjectKey = { namespace: 'kube-system', name: 'sds-secret' };

export const never: CancelSignal = new AbortController().signal;

export interface SpecEdit {
  readonly name?: string;
  readonly type?: string;
  readonly gateway?: string;
  readonly vips?: readonly unknown[];
  readonly preempt?: boolean;
}

export function aSpec({ vips = [], preempt = false, ...edit }: SpecEdit = {}): Record<string, unknown> {
  const spec = anAccessPathSpec();
  const cluster = { ...(spec['cluster_info'] as object), xmsServers: 'array-1-manager' };
  return { ...spec, name: 'made', cluster_info: cluster, ...edit, vip_group: { preempt, vips } };
}

/** One cluster with its controller, in front of an array that other clusters may share. */
export class Cluster {
  readonly array: FakeArray;
  readonly clock: ManualClock;
  readonly objects = new FakeAccessPathObjects();
  readonly secrets = new FakeArraySecrets();
  readonly reports = new FakeNodeReports();
  readonly events = new FakeEventSink();
  readonly id: string;

  constructor(id = 'cluster-a', shared: { readonly array?: FakeArray; readonly clock?: ManualClock } = {}) {
    this.id = id;
    this.array = shared.array ?? new FakeArray();
    this.clock = shared.clock ?? new ManualClock();
    this.secrets.put(SECRET, { user: 'admin', password: 'geheim', xmsServers: 'array-1-manager,elsewhere' });
  }

  apply(edit: SpecEdit = {}, takeOverFrom?: string, key = KEY): void {
    this.objects.apply(key, { spec: aSpec(edit), ...(takeOverFrom === undefined ? {} : { takeOverFrom }) });
  }

  /** One pass; answers after how many ms the next is due. */
  async pass(key = KEY, ports: StorageArray = this.array.ports): Promise<number | undefined> {
    const directory = directoryOf(this.array);
    const arrays = {
      ...directory,
      resolve: (hint: Parameters<typeof directory.resolve>[0]) => {
        const resolved = directory.resolve(hint);
        return resolved.ok ? { ...resolved, value: ports } : resolved;
      },
    };
    const { objects, secrets, reports, events, clock, id } = this;
    const secretNamespaces = [SECRET.namespace];
    const deps = { clusterId: id, objects, secrets, secretNamespaces, arrays, reports, events, clock };
    return (await reconcileAccessPath(deps)(key, never)).again;
  }

  /** Passes at once for as long as there is something to do at once. */
  async settle(key = KEY): Promise<void> {
    for (let passes = 0; passes < 40; passes += 1) if ((await this.pass(key)) !== 0) return;
    throw new Error('never comes to rest');
  }

  /** Adopted or taken over: passes until the mark has stood. */
  async settleClaim(): Promise<void> {
    await this.settle();
    this.clock.advance(TIMING.holdMs);
    await this.settle();
  }

  async object(key = KEY): Promise<AccessPathObject | undefined> {
    const read = await this.objects.read(key);
    return read.ok ? read.value : undefined;
  }

  async status(key = KEY): Promise<AccessPathStatus> {
    const status = (await this.object(key))?.status;
    if (status === undefined) throw new Error('no status');
    return status;
  }

  async condition(type: 'Ready' | 'Degraded' | 'Conflict', key = KEY) {
    const { conditions } = await this.status(key);
    const found = conditions.find((condition) => condition.type === type);
    if (found === undefined) throw new Error(`no condition ${type}`);
    return found;
  }

  async states(): Promise<Readonly<Record<string, string>>> {
    const { gateways, vips } = await this.status();
    return Object.fromEntries([
      ...gateways.map(({ name, state }) => [name, state]),
      ...vips.map(({ address, state }) => [address, state]),
    ]) as Record<string, string>;
  }

  async path(name = 'made'): Promise<ArrayAccessPath | undefined> {
    const read = await this.array.ports.accessPathSetup.read(name, never);
    return read.ok ? read.value : undefined;
  }

  async gateways(name = 'made'): Promise<readonly string[] | undefined> {
    return (await this.path(name))?.targets.map(({ gateway }) => gateway);
  }

  /** A node says how each of its ways to one volume stands, e.g. `{ 'gw-a': 'ready' }`. */
  report(
    node: string,
    ways: Readonly<Record<string, ReportedPath['state']>>,
    volume = 'csi-iscsi-vid-pvc-1',
  ): void {
    const paths = Object.entries(ways).map(([gateway, state]) => ({ volume, ...placeOf(gateway), state }));
    void this.reports.write({ node, bootId: 'boot', observedAt: this.clock.now(), paths });
  }
}

const PORTALS: Readonly<Record<string, string>> = {
  'gw-a': '10.7.1.1',
  'gw-b': '10.7.2.1',
  'gw-c': '10.7.1.2',
  'gw-d': '10.7.2.2',
};

/** A gateway's own portal, or the VIP of that address. */
function placeOf(gateway: string): Pick<ReportedPath, 'iqn' | 'portal'> {
  const address = PORTALS[gateway];
  if (address === undefined)
    return { iqn: 'iqn.2018-12.sds:path-made', portal: { address: gateway, port: 3260 } };
  return { iqn: `iqn.2018-12.sds:${gateway}`, portal: { address, port: 3260 } };
}
