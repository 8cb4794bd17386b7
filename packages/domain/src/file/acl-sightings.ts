import type { NfsShare, ShareAcl } from './nfs-share.js';

interface Sighting {
  readonly changed: string;
  readonly since: number;
}

/**
 * Since when this process has seen each ACL read-only. In memory on purpose: a process that starts anew has seen nothing, so
 * that it waits longer than it must and never shorter (docs/adr/0027).
 */
export class AclSightings {
  readonly #shares = new Map<string, Map<string, Sighting>>();

  /** Call it with what was just read back. An ACL that was changed meanwhile, or is gone, is forgotten. */
  see(array: string, { id, acls }: NfsShare, now: number): void {
    const key = `${array}/${id}`;
    const before = this.#shares.get(key);
    const seen = acls
      .filter(({ permission }) => permission === 'read-only')
      .map((acl): [string, Sighting] => {
        const earlier = before?.get(acl.id);
        return [acl.id, earlier?.changed === acl.changed ? earlier : { changed: acl.changed, since: now }];
      });
    if (seen.length === 0) this.#shares.delete(key);
    else this.#shares.set(key, new Map(seen));
  }

  /** Undefined for one that was not read-only, or not this very one, when the share was last seen. */
  since(array: string, share: NfsShare, acl: ShareAcl): number | undefined {
    const sighting = this.#shares.get(`${array}/${share.id}`)?.get(acl.id);
    return sighting?.changed === acl.changed ? sighting.since : undefined;
  }
}
