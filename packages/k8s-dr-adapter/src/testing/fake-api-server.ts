import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { KubeObject } from '../client/kube-object.js';
import { collectionPath, type Resource } from '../client/resource.js';
import { ApiFault } from './api-fault.js';
import { discoveryAnswer, SERVED } from './discovery-answer.js';
import { FakeIdentity } from './fake-identity.js';
import { parsePath, type ApiPath } from './api-path.js';
import { FakeExecs } from './fake-execs.js';
import { FakeFaults } from './fake-faults.js';
import { HttpFront } from './http-front.js';
import { ObjectStore } from './object-store.js';
import { ObjectVerbs } from './object-verbs.js';
import { RequestHandler, type ApiAnswer, type ApiCall } from './request-handler.js';
import { selecting } from './selector.js';
import { WatchStream } from './watch-stream.js';

/** A request as it came in. */
export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/**
 * An API server in memory that speaks HTTP: any kind of object, versions, generations, status, finalizers, selectors,
 * watches with a history, and faults. It checks no schema and no rights.
 */
export class FakeApiServer {
  readonly faults = new FakeFaults();
  readonly requests: SeenRequest[] = [];
  /** When set, any other bearer token is a 401. */
  token: string | undefined;
  /** What it says of itself and of who asks. */
  readonly identity = new FakeIdentity();
  /** What containers are told to do. */
  readonly execs = new FakeExecs();
  /** What discovery tells. */
  readonly served: Resource[] = [...SERVED];
  private readonly store = new ObjectStore();
  private readonly verbs = new ObjectVerbs(this.store);
  private readonly handler = new RequestHandler(this.store);
  private readonly watches = new Set<WatchStream>();
  private readonly front = new HttpFront(
    (request, response) => this.serve(request, response),
    (request, socket) => this.upgrade(request, socket),
  );

  static async start(): Promise<FakeApiServer> {
    const server = new FakeApiServer();
    await server.up();
    return server;
  }

  get url(): string {
    return this.front.url;
  }

  get openWatches(): number {
    return this.watches.size;
  }

  /** Listens, on the port it had before. */
  up(): Promise<void> {
    return this.front.up();
  }

  /** Refuses connections and breaks off those there are; the objects stay. */
  down(): Promise<void> {
    return this.front.down();
  }

  /** Nobody gets an answer any more; its port stays its own. */
  cut(): void {
    this.front.cut();
  }

  heal(): void {
    this.front.heal();
  }

  /** Makes an object behind the clients' backs; a status given with it is set too. */
  add(resource: Resource, object: KubeObject): KubeObject {
    const made = this.verbs.create(pathOf(resource, object), { ...object, kind: resource.kind });
    return object['status'] === undefined ? made : this.edit(resource, { ...made, ...object }, 'status');
  }

  /** Changes an object behind the clients' backs; through `status` its status. */
  edit(resource: Resource, object: KubeObject, subresource?: 'status'): KubeObject {
    const path = { ...pathOf(resource, object), name: object.metadata.name, subresource };
    const metadata = { ...object.metadata, resourceVersion: undefined };
    return this.verbs.update(path, this.verbs.need(path), { ...object, metadata });
  }

  delete(resource: Resource, object: KubeObject): KubeObject {
    return this.verbs.delete({ ...pathOf(resource, object), name: object.metadata.name }, {});
  }

  objects(resource: Resource): readonly KubeObject[] {
    return this.store.list(parsePath(collectionPath(resource, undefined)).collection);
  }

  /** Tells the plural of the kind after each change. */
  onChange(listener: (plural: string) => void): void {
    this.store.onChange(({ collection }) => listener(collection.slice(collection.lastIndexOf('/') + 1)));
  }

  bookmarkAll(): void {
    for (const watch of this.watches) watch.bookmark();
  }

  endWatches(): void {
    for (const watch of this.watches) watch.end();
  }

  /** Ends watches as a server does that has forgotten where they are. */
  expireWatches(): void {
    this.store.compact();
    for (const watch of this.watches) watch.expire();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { method = 'GET', url = '/' } = request;
    this.requests.push({ method, url, authorization: request.headers.authorization, body });
    if (this.faults.slowMs > 0) await wait(this.faults.slowMs);
    if (this.faults.frozen) return;
    const contentType = request.headers['content-type'] ?? '';
    try {
      const { pathname, searchParams: query } = new URL(url, this.url);
      const told = discoveryAnswer(pathname, this.served) ?? this.identity.answer(pathname, body);
      if (told !== undefined) {
        this.reply(response, { status: 200, body: told });
        return;
      }
      const call = { method, path: parsePath(pathname), query, contentType, body };
      this.check(call, request.headers.authorization);
      if (method === 'GET' && query.get('watch') === '1') this.watch(call, response);
      else this.reply(response, this.handler.answer(call));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.reply(response, { status: error.status, body: error.toStatus() });
    }
  }

  /** A WebSocket: there are none but for exec. */
  private upgrade(request: IncomingMessage, socket: Duplex): void {
    const { method = 'GET', url = '/', headers } = request;
    this.requests.push({ method, url, authorization: headers.authorization, body: '' });
    if (this.faults.frozen) return;
    try {
      const { pathname, searchParams: query } = new URL(url, this.url);
      const call = { method, path: parsePath(pathname), query, contentType: '', body: '' };
      this.check(call, headers.authorization);
      this.verbs.need(call.path);
      if (call.path.subresource !== 'exec') throw new ApiFault(404, 'the server has no such WebSocket');
      this.execs.serve(request, socket, call);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.execs.refuse(socket, error);
    }
  }

  private check({ method, path, query }: ApiCall, authorization: string | undefined): void {
    if (this.token !== undefined && authorization !== `Bearer ${this.token}`)
      throw new ApiFault(401, 'Unauthorized');
    this.faults.check(method, path, query.get('watch') === '1');
  }

  private reply(response: ServerResponse, { status, body }: ApiAnswer): void {
    if (this.faults.losesReplies) {
      response.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', date: this.identity.date() });
    response.end(JSON.stringify(body));
  }

  private watch({ path: { collection, namespace }, query }: ApiCall, response: ServerResponse): void {
    const labelSelector = query.get('labelSelector');
    const matches = selecting({ namespace, labelSelector, fieldSelector: query.get('fieldSelector') });
    const version = Number(query.get('resourceVersion') ?? 0);
    const from = version === 0 ? undefined : version;
    const timeoutMs = Number(query.get('timeoutSeconds') ?? 300) * 1000;
    const stream = new WatchStream(this.store, { collection, matches, from, timeoutMs }, response);
    this.watches.add(stream);
    response.on('close', () => this.watches.delete(stream));
  }
}

const pathOf = (resource: Resource, { metadata }: KubeObject): ApiPath =>
  parsePath(collectionPath(resource, metadata.namespace));
