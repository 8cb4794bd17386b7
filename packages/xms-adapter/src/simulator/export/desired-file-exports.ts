import type { ExportClient, FileExport } from '../file-plane.js';
import type { ArrayState } from '../state/array-state.js';
import type { FsShare, FsShareAcl } from '../state/records.js';

/** What one file gateway has to export for the tables to be true. */
export function desiredFileExports(state: ArrayState, gateway: string): readonly FileExport[] {
  const hostId = state.hosts.find((row) => row.spec.name === gateway)?.id;
  const groups = state.fsGateways.where((row) => row.hostId === hostId).map((row) => row.gatewayGroupId);
  const shares = state.fsShares.where(
    (share) => groups.includes(share.gatewayGroupId) && share.status !== 'deleting',
  );
  const paths = new Map<string, FileExport>();
  for (const share of shares) {
    const path = pathOf(state, share);
    const clients = mergeByMatch([...(paths.get(path)?.clients ?? []), ...clientsOf(state, share)]);
    paths.set(path, { path, fsid: fsidOf(share), clients });
  }
  return [...paths.values()];
}

/** The file gateways through which a share is reached. */
export function gatewaysOfShare(state: ArrayState, share: FsShare): string[] {
  const gateways = state.fsGateways.where((row) => row.gatewayGroupId === share.gatewayGroupId);
  return gateways.flatMap((row) => state.hosts.get(row.hostId)?.spec.name ?? []);
}

function pathOf(state: ArrayState, { folderId, quotaTreeId }: FsShare): string {
  const folder = `/sdsfs/${state.fsFolders.get(folderId)?.name ?? ''}`;
  return quotaTreeId === undefined ? folder : `${folder}/${state.fsQuotaTrees.get(quotaTreeId)?.name ?? ''}`;
}

/** By what is shared and not by the share: a tree that is shared anew keeps its file handles. */
const fsidOf = ({ folderId, quotaTreeId }: FsShare): number =>
  quotaTreeId === undefined ? 2 * folderId : 2 * quotaTreeId + 1;

function clientsOf(state: ArrayState, { id }: FsShare): ExportClient[] {
  return state.fsShareAcls
    .where((acl) => acl.shareId === id && acl.told !== 'nothing')
    .flatMap((acl) =>
      matchesOf(state, acl).map((match) => {
        return { match, readOnly: acl.told === 'RO', rootSquash: acl.rootSquash || acl.allSquash };
      }),
    );
}

function matchesOf(state: ArrayState, { who }: FsShareAcl): readonly string[] {
  const ipOf = (id: number): readonly string[] =>
    state.fsClients.where((row) => row.id === id).map(({ ip }) => ip);
  switch (who.type) {
    case 'every_client':
      return ['*'];
    case 'client':
      return ipOf(who.clientId);
    case 'client_group':
      return (state.fsClientGroups.get(who.clientGroupId)?.clientIds ?? []).flatMap(ipOf);
  }
}

/** A client that several ACLs name has the most that one of them gives it. */
function mergeByMatch(clients: readonly ExportClient[]): ExportClient[] {
  const merged = new Map<string, ExportClient>();
  for (const client of clients) {
    const known = merged.get(client.match) ?? client;
    merged.set(client.match, {
      match: client.match,
      readOnly: known.readOnly && client.readOnly,
      rootSquash: known.rootSquash && client.rootSquash,
    });
  }
  return [...merged.values()];
}
