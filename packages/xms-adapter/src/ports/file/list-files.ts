import { failed } from '@twinsite/domain';
import type { CancelSignal, Problem, Result } from '@twinsite/domain';
import { refusedWith } from '../../client/refusal.js';
import type { ListRequest } from '../../client/xms-client.js';
import type { Reader } from '../../wire/reader.js';
import type { ArrayContext } from '../array-context.js';

/**
 * A list of `fs-*`. A list is always there, so that 404 means an array without the file API: 6.x has `dfs-*` instead. Every
 * port begins with a list, and may take a 404 for one object as its absence afterwards.
 */
export async function listFiles<T extends { readonly id: number }>(
  array: ArrayContext,
  request: ListRequest,
  decode: (item: Reader) => T,
  signal: CancelSignal,
): Promise<Result<readonly T[], Problem>> {
  const { client } = array;
  const rows = await client.list(request, decode, signal);
  if (rows.ok || !refusedWith(rows.problem, 404)) return rows;
  const version = await client.get(VERSION, (from) => from.text('version'), signal);
  if (!version.ok) return version;
  const { operation } = request;
  return failed({ kind: 'file-api-missing', array: client.array, version: version.value, operation });
}

const VERSION = { path: '/version/', operation: 'read the version' };
