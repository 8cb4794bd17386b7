import {
  ok,
  type ApplyOptions,
  type CancelSignal,
  type ClusterObject,
  type ClusterObjects,
  type ObjectKind,
  type ObjectList,
  type ObjectPlace,
  type ObjectSelection,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { discoverKinds } from '../client/discovery.js';
import type { KubeClient } from '../client/kube-client.js';
import { persist, type Persistence } from './persist.js';
import { wholeObject } from './whole-object.js';

export interface ObjectsDeps extends Persistence {
  readonly client: KubeClient;
}

/** Objects of every kind of one API server. Reads, applies and patches may be repeated without harm, so they are. */
export class KubeObjects implements ClusterObjects {
  private readonly deps: ObjectsDeps;

  constructor(deps: ObjectsDeps) {
    this.deps = deps;
  }

  kinds(signal: CancelSignal): Promise<Result<readonly ObjectKind[], Problem>> {
    return this.persist(() => discoverKinds(this.deps.client, signal), signal);
  }

  async list(
    kind: ObjectKind,
    { namespace, labelSelector }: ObjectSelection,
    signal: CancelSignal,
  ): Promise<Result<ObjectList, Problem>> {
    const selection = { namespace, ...(labelSelector === undefined ? {} : { labelSelector }) };
    const list = await this.persist(() => this.deps.client.list(kind, selection, signal), signal);
    if (!list.ok) return list;
    return ok({
      items: list.value.items.map((item) => wholeObject(kind, item)),
      version: list.value.version,
    });
  }

  async get(
    kind: ObjectKind,
    place: ObjectPlace,
    signal: CancelSignal,
  ): Promise<Result<ClusterObject | undefined, Problem>> {
    const found = await this.persist(() => this.deps.client.get(kind, place, signal), signal);
    return found.ok ? ok(found.value && wholeObject(kind, found.value)) : found;
  }

  async apply(
    kind: ObjectKind,
    object: ClusterObject,
    { manager, force, dryRun }: ApplyOptions,
    signal: CancelSignal,
  ): Promise<Result<ClusterObject, Problem>> {
    const { name, namespace } = object.metadata;
    const patch = { kind: 'apply', manager, force, dryRun, wanted: object } as const;
    const made = await this.persist(
      () => this.deps.client.patch(kind, { name, namespace }, patch, signal),
      signal,
    );
    return made.ok ? ok(wholeObject(kind, made.value)) : made;
  }

  async patch(
    kind: ObjectKind,
    place: ObjectPlace,
    change: Readonly<Record<string, unknown>>,
    signal: CancelSignal,
  ): Promise<Result<ClusterObject, Problem>> {
    const patch = { kind: 'merge', patch: change } as const;
    const changed = await this.persist(() => this.deps.client.patch(kind, place, patch, signal), signal);
    return changed.ok ? ok(wholeObject(kind, changed.value)) : changed;
  }

  remove(
    kind: ObjectKind,
    place: ObjectPlace & { readonly uid: string },
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    return this.persist(() => this.deps.client.delete(kind, place, signal), signal);
  }

  private persist<T>(
    call: () => Promise<Result<T, Problem>>,
    signal: CancelSignal,
  ): Promise<Result<T, Problem>> {
    return persist(call, this.deps, signal);
  }
}
