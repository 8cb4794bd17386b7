import type { FakeApiServer } from '../fake-api-server.js';
import { namespaces } from './cluster-kinds.js';

/** The namespace controller: what is in a namespace goes with it. */
export class NamespaceSweeper {
  private readonly server: FakeApiServer;
  private known = new Set<string>();

  constructor(server: FakeApiServer) {
    this.server = server;
  }

  look(): void {
    const there = new Set(this.server.objects(namespaces).map(({ metadata }) => metadata.name));
    const gone = [...this.known].filter((name) => !there.has(name));
    this.known = there;
    for (const name of gone) this.sweep(name);
  }

  private sweep(namespace: string): void {
    for (const kind of this.server.served.filter(({ namespaced }) => namespaced))
      for (const object of this.server.objects(kind))
        if (object.metadata.namespace === namespace) this.server.delete(kind, object);
  }
}
