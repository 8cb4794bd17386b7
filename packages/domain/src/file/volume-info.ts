import type { Bytes } from '../shared/bytes.js';

/** What the vendor's driver writes of a volume, as far as it is of use here. */
export interface VolumeInfo {
  readonly fullSharePath: string | undefined;
  readonly gatewayGroup: string | undefined;
  readonly clientGroupName: string;
  /** The array's id of the tree's own share; undefined when it has none. */
  readonly share: string | undefined;
}

export interface VolumeFacts {
  readonly name: string;
  readonly xmsServers: readonly string[];
  readonly clientGroupName: string;
  /** As the class writes them. */
  readonly shares: readonly string[];
  readonly size: Bytes;
  readonly folder: string;
  readonly tree: string;
  readonly gatewayGroup: string;
  readonly fullSharePath: string;
  readonly share: string | undefined;
  readonly clientGroup: string | undefined;
}

/**
 * The JSON of the vendor's driver: the same keys in the same order, and the same nulls. `user` and `password` stay, empty,
 * for readers that expect them: a PersistentVolume is no place for a secret.
 */
export function writeVolumeInfo(facts: VolumeFacts): string {
  return JSON.stringify({
    id: 0,
    name: facts.name,
    sc: {
      id: 0,
      name: '',
      xmsServers: facts.xmsServers.join(','),
      user: '',
      password: '',
      client_group_name: facts.clientGroupName,
      shares: facts.shares,
    },
    size: Number(facts.size),
    shares: null,
    folder_id: number(facts.folder),
    quota_tree_id: number(facts.tree),
    gateway_group_id: number(facts.gatewayGroup),
    full_share_path: facts.fullSharePath,
    share_id: number(facts.share),
    client_group_id: number(facts.clientGroup),
  });
}

/** The vendor writes 0 for "none". */
const number = (id: string | undefined): number => (/^\d+$/.test(id ?? '') ? Number(id) : 0);

/** Undefined when it is no JSON object: it is a cache, and everything in it can be found again. */
export function readVolumeInfo(text: string): VolumeInfo | undefined {
  const info = parseObject(text);
  if (info === undefined) return undefined;
  const sc = isObject(info['sc']) ? info['sc'] : {};
  const path = info['full_share_path'];
  const group = sc['client_group_name'];
  return {
    fullSharePath: typeof path === 'string' && path !== '' ? path : undefined,
    gatewayGroup: idOf(info['gateway_group_id']),
    clientGroupName: typeof group === 'string' ? group.trim() : '',
    share: idOf(info['share_id']),
  };
}

const idOf = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isObject(value) ? value : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
