import type { FileAccess } from './file-access.js';
import type { FileParameters } from './file-parameters.js';
import type { GatewayGroup } from './gateway-group.js';
import { formatHomeShare, sourceOfTree, type HomeShare } from './home-share.js';
import type { NfsShare } from './nfs-share.js';
import { formatNfsSource, parseNfsSource } from './nfs-source.js';
import type { QuotaTree } from './quota-tree.js';
import { readVolumeInfo, writeVolumeInfo } from './volume-info.js';

/**
 * What travels with a file volume (CSI volume_context, PV volumeAttributes). A cache in the keys of the vendor's driver, so
 * that either driver reads what the other wrote: every entry can be found again without it, and no secret is in it.
 */
export interface FileVolumeContext {
  /** How the volume was made; undefined when the context does not tell. */
  readonly access: FileAccess | undefined;
  /** The VIP it was made through, and the array's id of that gateway group. */
  readonly vip: string | undefined;
  readonly gatewayGroup: string | undefined;
}

const VERSION_KEY = 'twinsite/v';
const ARRAY_KEY = 'twinsite/array';
const ACCESS_KEY = 'twinsite/access';

export interface MadeFileVolume {
  readonly tree: QuotaTree;
  readonly home: HomeShare;
  readonly gatewayGroup: GatewayGroup;
  readonly access: FileAccess;
  /** The tree's own share; undefined in public access. */
  readonly share: NfsShare | undefined;
}

export function writeFileContext(
  { tree, home, gatewayGroup, access, share }: MadeFileVolume,
  { shares, xmsServers }: Pick<FileParameters, 'shares' | 'xmsServers'>,
): Record<string, string> {
  const group = access.kind === 'group' ? access.group : '';
  const acl = share?.acls.find(({ who }) => who.kind === 'group' && who.name === group);
  const listed = shares.map(formatHomeShare);
  const info = writeVolumeInfo({
    name: tree.name,
    xmsServers,
    clientGroupName: group,
    shares: listed,
    size: tree.size,
    folder: tree.folder.id,
    tree: tree.id,
    gatewayGroup: gatewayGroup.id,
    fullSharePath: formatNfsSource(sourceOfTree({ ...home, folder: tree.folder.name }, tree.name)),
    share: share?.id,
    clientGroup: acl?.who.kind === 'group' ? acl.who.id : undefined,
  });
  return {
    [VERSION_KEY]: '1',
    [ARRAY_KEY]: tree.array,
    [ACCESS_KEY]: access.kind,
    shares: listed.join(','),
    ...(xmsServers.length === 0 ? {} : { xmsServers: xmsServers.join(',') }),
    ...(group === '' ? {} : { clientGroupName: group }),
    volumeInfo: info,
  };
}

export function readFileContext(context: Readonly<Record<string, string>>): FileVolumeContext {
  const info = readVolumeInfo(context['volumeInfo'] ?? '');
  const source = parseNfsSource(info?.fullSharePath ?? '', 'volumeInfo');
  return {
    access: accessOf(context),
    vip: source.ok ? source.value.server : undefined,
    gatewayGroup: info?.gatewayGroup,
  };
}

/** A context without our word for it is of the vendor's driver: with a client group the tree has a share of its own. */
function accessOf(context: Readonly<Record<string, string>>): FileAccess | undefined {
  const info = readVolumeInfo(context['volumeInfo'] ?? '');
  const group = [context['clientGroupName']?.trim() ?? '', info?.clientGroupName ?? ''].find(
    (name) => name !== '',
  );
  const kind = context[ACCESS_KEY];
  if (kind === 'node' || kind === 'public') return { kind };
  if (group !== undefined) return { kind: 'group', group };
  return info === undefined || info.share !== undefined ? undefined : { kind: 'public' };
}
