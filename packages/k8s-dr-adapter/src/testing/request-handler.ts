import { isRecord, type KubeObject } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';
import { ApiFault } from './api-fault.js';
import type { ApiPath } from './api-path.js';
import type { Json } from './json.js';
import { ObjectPatches } from './object-patches.js';
import type { ObjectStore } from './object-store.js';
import { ObjectVerbs } from './object-verbs.js';
import { podAdmission } from './admission/pod-admission.js';
import { selecting } from './selector.js';

export interface ApiCall {
  readonly method: string;
  readonly path: ApiPath;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Everything but watches. */
export class RequestHandler {
  private readonly store: ObjectStore;
  private readonly verbs: ObjectVerbs;
  private readonly patches: ObjectPatches;

  constructor(store: ObjectStore) {
    this.store = store;
    this.verbs = new ObjectVerbs(store, podAdmission(store));
    this.patches = new ObjectPatches(store, this.verbs);
  }

  answer(call: ApiCall): ApiAnswer {
    const { method, path } = call;
    if (path.subresource === 'exec') throw this.plainExec(path);
    if (method === 'GET') {
      return { status: 200, body: path.name === undefined ? this.list(call) : this.verbs.need(path) };
    }
    if (method === 'POST') return { status: 201, body: this.verbs.create(path, parseBody(call.body)) };
    if (method === 'PUT') return { status: 200, body: this.verbs.replace(path, parseBody(call.body)) };
    if (method === 'PATCH') return { status: 200, body: this.patch(call) };
    if (method === 'DELETE') {
      return { status: 200, body: this.verbs.delete(path, call.body === '' ? {} : parseBody(call.body)) };
    }
    throw new ApiFault(405, `${method} is not supported`);
  }

  /** A command that is asked for without a WebSocket. */
  private plainExec(path: ApiPath): ApiFault {
    this.verbs.need(path);
    return new ApiFault(400, 'Upgrade request required');
  }

  private patch({ path, query, contentType, body }: ApiCall): KubeObject {
    const patches = query.get('dryRun') === 'All' ? this.draft() : this.patches;
    if (contentType === 'application/merge-patch+json') return patches.merge(path, parseBody(body));
    if (contentType === 'application/apply-patch+yaml')
      return patches.apply(
        path,
        { manager: query.get('fieldManager'), force: query.get('force') === 'true' },
        parseBody(body),
      );
    throw new ApiFault(415, `the body of the request was in an unknown format: ${contentType}`);
  }

  private draft(): ObjectPatches {
    const store = this.store.draft();
    return this.patches.on(store, new ObjectVerbs(store, podAdmission(store)));
  }

  /** A continue token is the revision of its list and how much of it has been given. */
  private list({ path: { collection, namespace }, query }: ApiCall): Json {
    const [revision = this.store.revision, given = 0] = (query.get('continue') ?? '')
      .split(':')
      .filter((word) => word !== '')
      .map(Number);
    if (this.store.since(revision) === undefined)
      throw new ApiFault(410, 'The provided continue parameter is too old');
    const labelSelector = query.get('labelSelector');
    const matches = selecting({ namespace, labelSelector, fieldSelector: query.get('fieldSelector') });
    const all = this.store.list(collection).filter(matches);
    const limit = Number(query.get('limit') ?? 0);
    const end = limit > 0 ? given + limit : all.length;
    const next = end < all.length ? { continue: `${revision}:${end}` } : {};
    const items = all.slice(given, end);
    return {
      kind: 'List',
      apiVersion: 'v1',
      metadata: { resourceVersion: String(revision), ...next },
      items,
    };
  }
}

function parseBody(body: string): Json {
  const json = parseJson(body);
  if (!isRecord(json)) throw new ApiFault(400, 'the body is no JSON object');
  return json;
}
