import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { ApiReply, ApiRequest, ApiTransport } from './api-transport.js';
import { placeOf, toKubeObject, type KubeObject } from './kube-object.js';
import { malformed, readPages, type KubeList } from './list-pages.js';
import { patchType, type ObjectPatch } from './object-patch.js';
import { formatQuery, selectors, type Selection } from './query.js';
import { isMissing, parseJson, refusal } from './refusal.js';
import { apiVersionOf, collectionPath, describePlace, objectPath } from './resource.js';
import type { ObjectPlace, Resource } from './resource.js';
import { watchEvents, type WatchEvent } from './watch.js';

const PAGE = 500;
const JSON_TYPE = 'application/json';

/** What a path answers that is no object. */
export interface ApiAnswer {
  readonly json: unknown;
  /** Header `Date`. */
  readonly date: string | undefined;
}

type Place = ObjectPlace & { readonly subresource?: 'status' };

/**
 * The verbs of the API server. Problems: `kubernetes-unreachable`, `kubernetes-denied` (401, 403), `kubernetes-conflict`
 * (409), `kubernetes-refused` (the rest), and the end of the caller's patience. Nothing is repeated by itself.
 */
export class KubeClient {
  private readonly transport: ApiTransport;

  constructor(transport: ApiTransport) {
    this.transport = transport;
  }

  /** What a path answers that is no object, such as discovery. */
  async read(path: string, signal: CancelSignal): Promise<Result<unknown, Problem>> {
    const answer = await this.ask(path, undefined, signal);
    return answer.ok ? ok(answer.value.json) : answer;
  }

  /** The answer to a question that leaves nothing behind, such as a review of rights; without a question a plain read. */
  async ask(path: string, question: unknown, signal: CancelSignal): Promise<Result<ApiAnswer, Problem>> {
    const asked = question === undefined ? undefined : JSON.stringify(question);
    const operation = `${asked === undefined ? 'read' : 'ask'} ${path}`;
    const request: ApiRequest =
      asked === undefined
        ? { method: 'GET', path, operation }
        : { method: 'POST', path, operation, body: asked, contentType: JSON_TYPE };
    const reply = await this.send(request, path, signal);
    if (!reply.ok) return reply;
    const json = parseJson(reply.value.body);
    return json === undefined
      ? failed(malformed(operation, reply.value))
      : ok({ json, date: reply.value.date });
  }

  /** Undefined when there is no such object. */
  async get(
    resource: Resource,
    place: ObjectPlace,
    signal: CancelSignal,
  ): Promise<Result<KubeObject | undefined, Problem>> {
    const object = describePlace(resource, place);
    const request = { method: 'GET', path: objectPath(resource, place), operation: `get ${object}` } as const;
    const found = await this.object(request, object, signal);
    return found.ok || !isMissing(found.problem) ? found : ok(undefined);
  }

  /** All of them, read page by page. */
  list(resource: Resource, selection: Selection, signal: CancelSignal): Promise<Result<KubeList, Problem>> {
    const object = describeCollection(resource, selection);
    const operation = `list ${object}`;
    return readPages((next) => {
      const query = formatQuery({ ...selectors(selection), limit: PAGE, continue: next });
      const path = `${collectionPath(resource, selection.namespace)}${query}`;
      return this.send({ method: 'GET', path, operation }, object, signal);
    }, operation);
  }

  /** What happens from `version` (of a list or of an event) on, until the server, the signal or a failure ends it. */
  watch(
    resource: Resource,
    selection: Selection,
    version: string,
    signal: CancelSignal,
  ): AsyncGenerator<WatchEvent, void> {
    const operation = `watch ${describeCollection(resource, selection)}`;
    const path = collectionPath(resource, selection.namespace);
    return watchEvents(this.transport, { path, operation, selection, version }, signal);
  }

  /** `apiVersion` and `kind` are filled in. The name is taken: `kubernetes-conflict`. */
  create(resource: Resource, object: KubeObject, signal: CancelSignal): Promise<Result<KubeObject, Problem>> {
    const named = describePlace(resource, placeOf(object));
    const path = collectionPath(resource, object.metadata.namespace);
    const request = { method: 'POST', path, operation: `create ${named}` } as const;
    return this.object({ ...request, ...bodyOf(resource, object) }, named, signal);
  }

  /** With `metadata.resourceVersion` only when nobody has changed it since: otherwise `kubernetes-conflict`. */
  replace(
    resource: Resource,
    object: KubeObject,
    signal: CancelSignal,
    subresource?: 'status',
  ): Promise<Result<KubeObject, Problem>> {
    const named = describePlace(resource, placeOf(object));
    const path = objectPath(resource, placeOf(object), subresource);
    const request = { method: 'PUT', path, operation: `replace ${wordFor(subresource)}${named}` } as const;
    return this.object({ ...request, ...bodyOf(resource, object) }, named, signal);
  }

  /** A merge patch changes only what is there; server-side apply makes the object if there is none. */
  patch(
    resource: Resource,
    { subresource, ...place }: Place,
    patch: ObjectPatch,
    signal: CancelSignal,
  ): Promise<Result<KubeObject, Problem>> {
    const named = describePlace(resource, place);
    const { contentType, query, body } = patchType(resource, place, patch);
    const path = `${objectPath(resource, place, subresource)}${formatQuery(query)}`;
    const operation = `patch ${wordFor(subresource)}${named}`;
    return this.object({ method: 'PATCH', path, operation, body, contentType }, named, signal);
  }

  /** Success when it is gone already. With `uid` only that very object: otherwise `kubernetes-conflict`. */
  async delete(
    resource: Resource,
    place: ObjectPlace & { readonly uid?: string },
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const object = describePlace(resource, place);
    const path = objectPath(resource, place);
    const preconditions = place.uid === undefined ? {} : { preconditions: { uid: place.uid } };
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'DeleteOptions', ...preconditions });
    const request = { method: 'DELETE', path, operation: `delete ${object}`, body } as const;
    const reply = await this.send({ ...request, contentType: JSON_TYPE }, object, signal);
    return reply.ok || isMissing(reply.problem) ? ok(undefined) : reply;
  }

  private async object(
    request: ApiRequest,
    object: string,
    signal: CancelSignal,
  ): Promise<Result<KubeObject, Problem>> {
    const reply = await this.send(request, object, signal);
    if (!reply.ok) return reply;
    const decoded = toKubeObject(parseJson(reply.value.body));
    return decoded === undefined ? failed(malformed(request.operation, reply.value)) : ok(decoded);
  }

  private async send(
    request: ApiRequest,
    object: string,
    signal: CancelSignal,
  ): Promise<Result<ApiReply, Problem>> {
    const reply = await this.transport.call(request, signal);
    if (!reply.ok || reply.value.status < 300) return reply;
    return failed(refusal(reply.value, { operation: request.operation, object }));
  }
}

const bodyOf = (resource: Resource, object: KubeObject): { body: string; contentType: string } => ({
  body: JSON.stringify({ ...object, apiVersion: apiVersionOf(resource), kind: resource.kind }),
  contentType: JSON_TYPE,
});

const wordFor = (subresource: string | undefined): string =>
  subresource === undefined ? '' : `${subresource} of `;

const describeCollection = ({ plural }: Resource, { namespace }: Selection): string =>
  namespace === undefined ? plural : `${plural} of namespace ${namespace}`;
