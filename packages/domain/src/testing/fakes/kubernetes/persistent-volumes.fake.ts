import type { DriverVolume, PersistentVolumes } from '../../../kubernetes/persistent-volumes.port.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { noKubernetesFaults, type KubernetesFaults } from './kubernetes-faults.js';

export class FakePersistentVolumes implements PersistentVolumes {
  readonly faults: KubernetesFaults;
  private readonly volumes = new Map<string, DriverVolume>();
  private readonly listeners = new Set<() => void>();

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  list(): Result<readonly DriverVolume[], Problem> {
    return this.faults.unsynced
      ? failed({ kind: 'kubernetes-unsynced', resource: 'PersistentVolumes' })
      : ok([...this.volumes.values()]);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(volume: Omit<DriverVolume, 'uid'>): void {
    this.volumes.set(volume.name, { ...volume, uid: `uid-of-${volume.name}` });
    this.tell();
  }

  remove(name: string): void {
    this.volumes.delete(name);
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
