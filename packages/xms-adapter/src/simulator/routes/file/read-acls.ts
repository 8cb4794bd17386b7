import { ApiFault } from '../../http/api-fault.js';
import type { Body } from '../../http/call.js';
import type { AclSubject, FsShare, FsShareAcl } from '../../state/records.js';
import type { World } from '../../world.js';
import { namedRow, taken } from './demand-file.js';

export type NewAcl = Pick<FsShareAcl, 'who' | 'permission' | 'sync' | 'allSquash' | 'rootSquash'>;

/** The ACLs a body asks for, or the fault for the first that cannot be. */
export function readAcls(world: World, share: FsShare | undefined, asked: readonly Body[]): NewAcl[] {
  const present = world.state.fsShareAcls.where((acl) => acl.shareId === share?.id).map(({ who }) => who);
  return asked.map((body) => {
    const who = readSubject(world, body);
    if (present.some((other) => isSame(who, other)) && world.switches().sameShare === 'refused')
      throw taken(world, 'it has an ACL in this share already');
    present.push(who);
    return {
      who,
      permission: readPermission(body),
      sync: body.flag('sync') ?? true,
      allSquash: body.flag('all_squash') ?? false,
      rootSquash: body.flag('root_squash') ?? true,
    };
  });
}

export function readPermission(body: Body): 'RO' | 'RW' {
  const permission = body.text('permission');
  if (permission !== 'RO' && permission !== 'RW') throw new ApiFault(400, 'permission must be RO or RW');
  return permission;
}

export function insertAcl(world: World, { id: shareId }: FsShare, acl: NewAcl): FsShareAcl {
  const now = world.clock.now();
  const row = { createdAt: now, updatedAt: now, shareId, told: acl.permission, ...acl };
  return world.state.fsShareAcls.insert((id) => ({ id, ...row }));
}

function readSubject({ state }: World, body: Body): AclSubject {
  switch (body.text('type')) {
    case 'every_client':
      return { type: 'every_client' };
    case 'client_group': {
      const group = namedRow(state.fsClientGroups, body.int('fs_client_group_id'), 'fs client group');
      return { type: 'client_group', clientGroupId: group.id };
    }
    case 'client':
      return {
        type: 'client',
        clientId: namedRow(state.fsClients, body.int('fs_client_id'), 'fs client').id,
      };
    case undefined:
    default:
      throw new ApiFault(400, 'type must be every_client, client_group or client');
  }
}

const isSame = (one: AclSubject, other: AclSubject): boolean => JSON.stringify(one) === JSON.stringify(other);
