import {
  ManualClock,
  type FileClientHost,
  type FileMount,
  type RunningSimulator,
} from '../../../src/simulator/index.js';
import type { MemoryFilePlane } from '../../../src/simulator/index.js';
import { type Answer, type Api, field } from '../support/api.js';
import { withSimulator } from '../support/with-simulator.js';

export const VIP = '10.7.9.9';
export const never: AbortSignal = new AbortController().signal;
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** An array on a clock that stands still, with one quota tree `pvc-1` in `k8s-nfs` and no share of it yet. */
export class FileWorld {
  readonly clock: ManualClock;
  readonly sim: RunningSimulator;
  readonly api: Api;
  readonly files: MemoryFilePlane;

  private constructor(clock: ManualClock, sim: RunningSimulator, api: Api, files: MemoryFilePlane) {
    this.clock = clock;
    this.sim = sim;
    this.api = api;
    this.files = files;
  }

  static async make(size = 8192): Promise<FileWorld> {
    const clock = new ManualClock();
    const times = { leaseMs: 1000, electionMs: 200, gatewayFenceMs: 5000, callMs: 2000 };
    const { sim, api } = await withSimulator({ clock, ...times, switches: { minorityManager: 'serves' } });
    const files = sim.memory?.files;
    if (files === undefined) throw new Error('the plane serves no files');
    const world = new FileWorld(clock, sim, api, files);
    await world.call('PUT', '/fs-folders/2/fs-quota-trees', {
      fs_folder: { fs_quota_trees: [{ name: 'pvc-1', size }] },
    });
    return world;
  }

  /** Calls the first manager and lets the change settle. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.api.call(method, path, body);
    await this.clock.advance(50);
    return answer;
  }

  /** A client group of one address; its id. */
  async clientGroup(ip: string): Promise<number> {
    const client = await this.call('POST', '/fs-clients/', { fs_client: { name: `c-${ip}`, ip } });
    const group = await this.call('POST', '/fs-client-groups/', {
      fs_client_group: { name: `g-${ip}`, fs_client_ids: [field(client.body, 'fs_client.id')] },
    });
    return Number(field(group.body, 'fs_client_group.id'));
  }

  /** Shares the tree; the id of the share. */
  async share(...groups: readonly number[]): Promise<number> {
    const answer = await this.call('POST', '/fs-nfs-shares/', {
      fs_nfs_share: {
        fs_folder_id: 2,
        fs_gateway_group_id: 1,
        fs_quota_tree_id: 1,
        fs_nfs_share_acls: groups.map((id) => aclOf(id)),
      },
    });
    return Number(field(answer.body, 'fs_nfs_share.id'));
  }

  async acls(share: number): Promise<Record<string, unknown>[]> {
    const { body } = await this.api.get(`/fs-nfs-share-acls/?fs_nfs_share_id=${share}`);
    return body['fs_nfs_share_acls'] as Record<string, unknown>[];
  }

  /** The share's `action_status`, or `gone`. */
  async shareIs(share: number): Promise<unknown> {
    const answer = await this.api.get(`/fs-nfs-shares/${share}`);
    return answer.status === 404 ? 'gone' : field(answer.body, 'fs_nfs_share.action_status');
  }

  mount(client: FileClientHost, path = '/sdsfs/k8s-nfs/pvc-1', server = VIP): Promise<FileMount> {
    return this.files.fabric.mount({ server, path, client }, never);
  }

  async write(mount: FileMount, data: string, signal: AbortSignal = never): Promise<void> {
    await this.files.fabric.create(mount, 'f', signal);
    await this.overwrite(mount, data, signal);
  }

  overwrite(mount: FileMount, data: string, signal: AbortSignal = never): Promise<void> {
    return this.files.fabric.write(mount, { name: 'f', offset: 0 }, bytes(data), signal);
  }

  stored(): string {
    return text(this.files.store.read('/sdsfs/k8s-nfs/pvc-1/f', { offset: 0, length: 100 }));
  }
}

export const aclOf = (group: number, permission = 'RW') => ({
  type: 'client_group',
  fs_client_group_id: group,
  permission,
});

export const restrict = (id: unknown) => ({
  fs_nfs_share: { fs_nfs_share_acls: [{ id, permission: 'RO' }] },
});

export const removal = (id: unknown) => ({ fs_nfs_share: { fs_nfs_share_acl_ids: [id] } });
