import { failed, ok } from '@twinsite/domain';
import type { ArrayAccessPath, CancelSignal, Problem, Result, VipRequest, VipSetup } from '@twinsite/domain';
import { refusedWith } from '../../client/refusal.js';
import type { WireVipGroup } from '../../wire/vip-group.js';
import type { ArrayContext } from '../array-context.js';
import { forgetAccessPath } from '../forget-access-path.js';
import { readVipRows, type VipRow } from '../vip-rows.js';
import { removeAndAwait } from './await-gone.js';
import { awaitVips } from './await-vips.js';
import { vipAddress } from './vip-address.js';

/** `/vip-groups/` and `/vips/` of an access path (contract section 11). */
export class XmsVipSetup implements VipSetup {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  add(request: VipRequest, signal: CancelSignal): Promise<Result<void, Problem>> {
    return forgetAccessPath(this.array, request.path.name, this.make(request, signal));
  }

  remove(path: ArrayAccessPath, address: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return forgetAccessPath(this.array, path.name, this.takeAway(path, address, signal));
  }

  /** `PATCH /vip-groups/{id}`; groups that are so already are left alone. */
  async setPreempt(
    path: ArrayAccessPath,
    preempt: boolean,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const rows = await readVipRows(this.array.client, idOf(path), signal);
    if (!rows.ok) return rows;
    for (const group of rows.value.groups.filter((each) => each.preempt !== preempt)) {
      const operation = `set preempt of the VIP group of access path ${path.name}`;
      const body = { vip_group: { preempt } };
      const request = { path: `/vip-groups/${group.id}`, body, operation };
      const ordered = await this.array.client.order('PATCH', request, signal);
      if (!ordered.ok) return ordered;
    }
    const isDone = ({ groups }: { readonly groups: readonly WireVipGroup[] }): boolean =>
      groups.every((group) => group.preempt === preempt);
    return awaitVips(this.array, { path, what: 'preempt', isDone }, signal);
  }

  private async make(request: VipRequest, signal: CancelSignal): Promise<Result<void, Problem>> {
    const { path, vip } = request;
    const rows = await readVipRows(this.array.client, idOf(path), signal);
    if (!rows.ok) return rows;
    const present = rows.value.vips.find((row) => row.vip.ip === vip.address);
    if (present !== undefined) return judge(present, request);
    const addressId = await vipAddress(this.array, request, signal);
    if (!addressId.ok) return addressId;
    const ordered = await this.order(
      request,
      { group: rows.value.groups[0], addressId: addressId.value },
      signal,
    );
    const isThere = (now: { readonly vips: readonly VipRow[] }): boolean =>
      now.vips.some((row) => row.vip.ip === vip.address);
    if (ordered.ok)
      return awaitVips(this.array, { path, what: `VIP ${vip.address}`, isDone: isThere }, signal);
    if (ordered.problem.kind !== 'outcome-unknown' && !refusedWith(ordered.problem, 400, 409)) return ordered;
    const now = await readVipRows(this.array.client, idOf(path), signal);
    return now.ok && isThere(now.value) ? ok(undefined) : ordered;
  }

  private order(
    { path, vip, preempt }: VipRequest,
    at: { readonly group: WireVipGroup | undefined; readonly addressId: number },
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const operation = `add VIP ${vip.address} to access path ${path.name}`;
    const entry = { ip: vip.address, mask: vip.mask, network_address_id: at.addressId };
    if (at.group !== undefined) {
      const body = { vip: { vip_group_id: at.group.id, ...entry } };
      return this.array.client.order('POST', { path: '/vips/', body, operation }, signal);
    }
    const { network, resourceType } = this.array.vipWords;
    const body = {
      vip_group: {
        resource_type: resourceType,
        resource_id: Number(path.id),
        network,
        preempt,
        vips: [entry],
      },
    };
    return this.array.client.order('POST', { path: '/vip-groups/', body, operation }, signal);
  }

  private async takeAway(
    path: ArrayAccessPath,
    address: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const rows = await readVipRows(this.array.client, idOf(path), signal);
    if (!rows.ok) return rows;
    const row = rows.value.vips.find(({ vip }) => vip.ip === address);
    if (row === undefined) return ok(undefined);
    const isLast = rows.value.vips.filter(({ group }) => group.id === row.group.id).length === 1;
    if (isLast) return deleteVipGroup(this.array, idOf(path), row.group.id, signal);
    const look = async (): Promise<Result<string | undefined, Problem>> => {
      const now = await readVipRows(this.array.client, idOf(path), signal);
      return now.ok ? ok(now.value.vips.find(({ vip }) => vip.ip === address)?.vip.status) : now;
    };
    return removeAndAwait(
      this.array,
      { object: `VIP ${address}`, request: { path: `/vips/${row.vip.id}` }, look },
      signal,
    );
  }
}

const idOf = ({ id, name }: ArrayAccessPath) => ({ id: Number(id), name });

function judge({ vip, byDefault }: VipRow, request: VipRequest): Result<void, Problem> {
  const { address: value, mask, defaultGateway } = request.vip;
  const isSame =
    (vip.mask ?? mask) === mask && (defaultGateway ?? byDefault?.hostName) === byDefault?.hostName;
  if (isSame) return ok(undefined);
  const remedy = `access path ${request.path.name} has this VIP with mask ${vip.mask ?? 'unknown'} and gateway ${byDefault?.hostName ?? 'unknown'}; remove it first`;
  return failed({ kind: 'invalid-request', field: 'spec.vip_group.vips', value, remedy });
}

export function deleteVipGroup(
  array: ArrayContext,
  path: { readonly id: number; readonly name: string },
  id: number,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<string | undefined, Problem>> => {
    const now = await readVipRows(array.client, path, signal);
    return now.ok ? ok(now.value.groups.some((group) => group.id === id) ? 'listed' : undefined) : now;
  };
  const object = `VIP group ${id} of access path ${path.name}`;
  return removeAndAwait(array, { object, request: { path: `/vip-groups/${id}` }, look }, signal);
}
