import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import type { ApiReply } from './api-transport.js';
import { isRecord, toKubeObject, type KubeObject } from './kube-object.js';
import { isExpired, parseJson } from './refusal.js';

export interface KubeList {
  readonly items: readonly KubeObject[];
  /** Where a watch goes on from. */
  readonly version: string;
}

interface ListPage extends KubeList {
  readonly next: string | undefined;
}

/** Over a slow list the server may forget where it was; a list in one go cannot be forgotten. */
const ATTEMPTS = 3;

/** All pages; begun anew when the server has forgotten the snapshot it was reading from. */
export async function readPages(
  readPage: (next: string | undefined) => Promise<Result<ApiReply, Problem>>,
  operation: string,
): Promise<Result<KubeList, Problem>> {
  for (let attempt = 1; ; attempt += 1) {
    const list = await readAll(readPage, operation);
    if (list.ok || !isExpired(list.problem) || attempt === ATTEMPTS) return list;
  }
}

async function readAll(
  readPage: (next: string | undefined) => Promise<Result<ApiReply, Problem>>,
  operation: string,
): Promise<Result<KubeList, Problem>> {
  const items: KubeObject[] = [];
  for (let next: string | undefined; ; ) {
    const reply = await readPage(next);
    if (!reply.ok) return reply;
    const page = decodePage(reply.value.body);
    if (page === undefined) return failed(malformed(operation, reply.value));
    items.push(...page.items);
    if (page.next === undefined) return ok({ items, version: page.version });
    next = page.next;
  }
}

function decodePage(body: string): ListPage | undefined {
  const list = parseJson(body);
  if (!isRecord(list) || !isRecord(list['metadata']) || !Array.isArray(list['items'])) return undefined;
  const { resourceVersion, continue: next } = list['metadata'];
  if (typeof resourceVersion !== 'string') return undefined;
  const items: KubeObject[] = [];
  for (const item of list['items'] as unknown[]) {
    const object = toKubeObject(item);
    if (object === undefined) return undefined;
    items.push(object);
  }
  return {
    items,
    version: resourceVersion,
    next: typeof next === 'string' && next !== '' ? next : undefined,
  };
}

/** Something answered that is no API server, such as a proxy. */
export const malformed = (operation: string, { status, body }: ApiReply): Problem => ({
  kind: 'kubernetes-unreachable',
  operation,
  detail: `HTTP ${status} with ${body.length} characters that are no object of the API`,
});
