import type { NfsShare, ShareAcl } from '../../../file/nfs-share.js';
import type { NewAcl, NewShare, NfsShares } from '../../../file/nfs-shares.port.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { answerFile, changeFile, nextId, type FileArrayState } from './file-array-state.js';

export class FakeNfsShares implements NfsShares {
  private readonly state: FileArrayState;

  constructor(state: FileArrayState) {
    this.state = state;
  }

  ofFolder(folder: string): Promise<Result<readonly NfsShare[], Problem>> {
    return answerFile(this.state, 'list shares', () =>
      ok([...this.state.shares.values()].filter((share) => share.folder === folder)),
    );
  }

  share({ tree, gatewayGroup, acls }: NewShare): Promise<Result<NfsShare, Problem>> {
    return changeFile(this.state, 'share a quota tree', () => {
      const existing = [...this.state.shares.values()].find((share) => share.tree === tree.id);
      if (existing !== undefined) return ok(existing);
      if (!this.state.trees.has(tree.id))
        return failed({ kind: 'volume-failed', volume: tree.name, status: 'gone from the array' });
      return this.put({
        id: nextId(this.state),
        folder: tree.folder.id,
        tree: tree.id,
        gatewayGroup: gatewayGroup.id,
        acls: acls.map((acl) => this.newAcl(acl)),
      });
    });
  }

  permit({ id }: NfsShare, entry: NewAcl): Promise<Result<NfsShare, Problem>> {
    return changeFile(this.state, 'add an ACL', () => {
      const share = this.state.shares.get(id);
      if (share === undefined) return failed(this.noSuchShare(id));
      const isIn = share.acls.some(({ who }) => who.kind === 'group' && who.id === entry.group.id);
      return isIn ? ok(share) : this.put({ ...share, acls: [...share.acls, this.newAcl(entry)] });
    });
  }

  restrict(share: NfsShare, acl: ShareAcl): Promise<Result<NfsShare, Problem>> {
    return changeFile(this.state, 'make an ACL read-only', () => {
      const current = this.state.shares.get(share.id);
      if (current === undefined) return ok({ ...share, acls: [] });
      const acls = current.acls.map((row) =>
        row.id === acl.id && row.permission === 'read-write' ? this.restricted(row) : row,
      );
      return this.put({ ...current, acls });
    });
  }

  revoke(share: NfsShare, acl: ShareAcl): Promise<Result<NfsShare, Problem>> {
    return changeFile(this.state, 'remove an ACL', () => {
      const current = this.state.shares.get(share.id);
      if (current === undefined) return ok({ ...share, acls: [] });
      return this.put({ ...current, acls: current.acls.filter(({ id }) => id !== acl.id) });
    });
  }

  remove({ id }: NfsShare): Promise<Result<void, Problem>> {
    return changeFile(this.state, 'remove a share', () => {
      this.state.shares.delete(id);
      return ok(undefined);
    });
  }

  private put(share: NfsShare): Result<NfsShare, Problem> {
    this.state.shares.set(share.id, share);
    return ok(share);
  }

  private newAcl({ group, permission }: NewAcl): ShareAcl {
    const id = nextId(this.state);
    return {
      id,
      who: { kind: 'group', id: group.id, name: group.name },
      permission,
      changed: `made at ${id}`,
    };
  }

  private restricted(acl: ShareAcl): ShareAcl {
    const stamp = nextId(this.state);
    const id = this.state.faults.newIdOnRestrict ? stamp : acl.id;
    return { ...acl, id, permission: 'read-only', changed: `changed at ${stamp}` };
  }

  private noSuchShare(id: string): Problem {
    const detail = `share ${id} does not exist`;
    return { kind: 'array-refused', array: this.state.name, operation: 'add an ACL', status: 404, detail };
  }
}
