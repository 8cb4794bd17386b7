import type { KubeObject } from '../../client/kube-object.js';
import type { Resource } from '../../client/resource.js';
import { FakeApiServer } from '../fake-api-server.js';
import {
  namespaces,
  persistentVolumeClaims,
  persistentVolumes,
  served,
  storageClasses,
} from './cluster-kinds.js';
import { NamespaceSweeper } from './namespace-sweeper.js';
import { VolumeBinder, type BinderRecord } from './volume-binder.js';

/** A cluster in memory: the API server with the kinds of an application, and the binder of PersistentVolumes. */
export class EmbeddedCluster {
  readonly server: FakeApiServer;
  /** What the binder did to data: volumes that it had made, and data that it had deleted. */
  readonly record: BinderRecord = { provisioned: [], deleted: [] };

  private constructor(server: FakeApiServer) {
    this.server = server;
  }

  static async start(): Promise<EmbeddedCluster> {
    const server = await FakeApiServer.start();
    server.served.push(...served);
    const cluster = new EmbeddedCluster(server);
    const binder = new VolumeBinder(server, cluster.record);
    const sweeper = new NamespaceSweeper(server);
    server.onChange((plural) => {
      if (plural === namespaces.plural) sweeper.look();
      if (BOUND.includes(plural)) binder.wake();
    });
    return cluster;
  }

  /** Behind the clients' backs, as a controller makes it. */
  add(resource: Resource, object: KubeObject): KubeObject {
    return this.server.add(resource, object);
  }

  objects(resource: Resource): readonly KubeObject[] {
    return this.server.objects(resource);
  }

  stop(): Promise<void> {
    return this.server.down();
  }
}

const BOUND = [persistentVolumes.plural, persistentVolumeClaims.plural, storageClasses.plural];
