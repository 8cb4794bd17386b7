import { bytes, ok, sameAddress } from '@twinsite/domain';
import type { CancelSignal, FileFolder, FileFolders, GatewayGroup, Problem, Result } from '@twinsite/domain';
import { decodeFolder, type WireFolder } from '../../wire/file/fs-folder.js';
import { decodeFileGateway, decodeGatewayGroup, type WireFileGateway } from '../../wire/file/fs-gateway.js';
import type { WireQuotaTree } from '../../wire/file/fs-quota-tree.js';
import type { ArrayContext } from '../array-context.js';
import { stateOf } from '../state-of.js';
import { listFiles } from './list-files.js';
import { listTrees, promisedTo } from './read-trees.js';

/** `/fs-folders/`, `/fs-gateway-groups/` and `/fs-gateways/` */
export class XmsFileFolders implements FileFolders {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async find(name: string, signal: CancelSignal): Promise<Result<FileFolder | undefined, Problem>> {
    const rows = await listFolders(this.array, signal);
    if (!rows.ok) return rows;
    const row = rows.value.find((folder) => folder.name === name);
    if (row === undefined) return ok(undefined);
    const trees = await listTrees(this.array, { id: String(row.id) }, signal);
    return trees.ok ? ok(toFolder(row, trees.value)) : trees;
  }

  async list(signal: CancelSignal): Promise<Result<readonly FileFolder[], Problem>> {
    const [rows, trees] = await Promise.all([
      listFolders(this.array, signal),
      listTrees(this.array, undefined, signal),
    ]);
    if (!rows.ok) return rows;
    if (!trees.ok) return trees;
    const inFolder = (id: number) => trees.value.filter(({ folder }) => folder?.id === id);
    return ok(rows.value.map((row) => toFolder(row, inFolder(row.id))));
  }

  async gatewayGroups(signal: CancelSignal): Promise<Result<readonly GatewayGroup[], Problem>> {
    const [groups, gateways] = await Promise.all([
      listFiles(this.array, GROUPS, decodeGatewayGroup, signal),
      listFileGateways(this.array, {}, signal),
    ]);
    if (!groups.ok) return groups;
    if (!gateways.ok) return gateways;
    return ok(
      [...groups.value]
        .sort((a, b) => a.id - b.id)
        .map(({ id, name, vip }) => {
          const own = gateways.value.filter(({ gatewayGroupId }) => gatewayGroupId === id);
          return { id: String(id), name, vip, gateways: own.map((gateway) => this.toGateway(gateway, vip)) };
        }),
    );
  }

  private toGateway(gateway: WireFileGateway, vip: string) {
    const { address } = gateway;
    const host = hostOf(gateway);
    return { host, site: this.array.siteMap.siteOf(host), address, holdsVip: sameAddress(gateway.vip, vip) };
  }
}

const GROUPS = {
  path: '/fs-gateway-groups/',
  key: 'fs_gateway_groups',
  operation: 'list file gateway groups',
};

export const hostOf = ({ hostName, hostId }: WireFileGateway): string =>
  hostName === '' ? `host ${hostId}` : hostName;

export function listFileGateways(
  array: ArrayContext,
  query: Readonly<Record<string, number>>,
  signal: CancelSignal,
): Promise<Result<readonly WireFileGateway[], Problem>> {
  const request = { path: '/fs-gateways/', query, key: 'fs_gateways', operation: 'list file gateways' };
  return listFiles(array, request, decodeFileGateway, signal);
}

/** The API has no filter by name, and `q` lags. */
export function listFolders(
  array: ArrayContext,
  signal: CancelSignal,
): Promise<Result<readonly WireFolder[], Problem>> {
  return listFiles(
    array,
    { path: '/fs-folders/', key: 'fs_folders', operation: 'list folders' },
    decodeFolder,
    signal,
  );
}

const toFolder = (row: WireFolder, trees: readonly WireQuotaTree[]): FileFolder => ({
  id: String(row.id),
  name: row.name,
  size: bytes(row.size),
  promised: promisedTo(trees),
  state: stateOf(row),
});
