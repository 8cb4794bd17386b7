import { epochText, failed, ok, protectionText, readOwnershipText } from '@twinsite/domain';
import type {
  CancelSignal,
  EpochClaim,
  EpochRecord,
  OwnershipRecords,
  OwnershipText,
  OwnershipView,
  Problem,
  ProtectionRecord,
  Result,
} from '@twinsite/domain';
import { refusedAsUnfit, refusedWith } from '../client/refusal.js';
import { decodeClientGroup } from '../wire/client-group.js';
import type { ArrayContext } from './array-context.js';
import { codeOf, epochName, protectionName } from './ownership-objects.js';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly text: OwnershipText;
}

/**
 * Client groups of one initiator that no host has: of all objects of XMS 4.2 that need no capacity they are the ones with a name that
 * is refused twice, a code that is refused twice, and a description (docs/adr/0035). Nothing is ever mapped to them.
 */
export class XmsOwnershipRecords implements OwnershipRecords {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async read(signal: CancelSignal): Promise<Result<OwnershipView, Problem>> {
    const rows = await this.rows(signal);
    if (!rows.ok) return rows;
    const epochs: EpochRecord[] = [];
    const protections = new Map<string, string>();
    for (const { id, text } of rows.value) {
      if (text.kind === 'epoch') epochs.push({ ...text.claim, id });
      if (text.kind !== 'protection') continue;
      const { volume, group } = text.record;
      if (!protections.has(volume)) protections.set(volume, group);
    }
    const unreadable = rows.value.filter(({ text }) => text.kind === 'unreadable');
    return ok({ epochs, protections, unreadable: unreadable.map(({ name }) => name) });
  }

  async claim(claim: EpochClaim, signal: CancelSignal): Promise<Result<void, Problem>> {
    const made = await this.make(epochName(claim), epochText(claim), signal);
    if (made.ok || !refusedAsUnfit(made.problem)) return made;
    const view = await this.read(signal);
    if (!view.ok) return view;
    const stands = view.value.epochs.some(
      ({ group, epoch }) => group === claim.group && epoch === claim.epoch,
    );
    return stands ? ok(undefined) : made;
  }

  async protect(record: ProtectionRecord, signal: CancelSignal): Promise<Result<void, Problem>> {
    const before = await this.groupOf(record, signal);
    if (!before.ok || before.value) return before.ok ? ok(undefined) : before;
    const made = await this.make(protectionName(record.volume), protectionText(record), signal);
    if (!made.ok && !refusedAsUnfit(made.problem)) return made;
    const after = await this.groupOf(record, signal);
    if (!after.ok || after.value) return after.ok ? ok(undefined) : after;
    const detail = `the record of ${record.volume} is not listed yet`;
    return made.ok ? failed({ kind: 'pending', operation: 'protecting it on the array', detail }) : made;
  }

  async unprotect(volume: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const rows = await this.rows(signal);
    if (!rows.ok) return rows;
    for (const { id, text } of rows.value) {
      if (text.kind !== 'protection' || text.record.volume !== volume) continue;
      const request = { path: `/client-groups/${id}`, operation: `delete the protection of ${volume}` };
      const gone = await this.array.client.order('DELETE', request, signal);
      if (!gone.ok && !refusedWith(gone.problem, 404)) return gone;
    }
    return ok(undefined);
  }

  /** Whether the volume is of this group; of another one is a problem. */
  private async groupOf(
    { volume, group }: ProtectionRecord,
    signal: CancelSignal,
  ): Promise<Result<boolean, Problem>> {
    const view = await this.read(signal);
    if (!view.ok) return view;
    const has = view.value.protections.get(volume);
    if (has !== undefined && has !== group)
      return failed({ kind: 'group-overlap', object: volume, group: has });
    return ok(has === group);
  }

  /** Lowest id first. Complete, whatever a search index has. */
  private async rows(signal: CancelSignal): Promise<Result<readonly Row[], Problem>> {
    const request = { path: '/client-groups/', key: 'client_groups', operation: 'read ownership records' };
    const groups = await this.array.client.list(request, decodeClientGroup, signal);
    if (!groups.ok) return groups;
    const rows = groups.value.flatMap(({ id, name, description }): Row[] => {
      const text = readOwnershipText(description);
      return text === undefined ? [] : [{ id, name, text }];
    });
    return ok(rows.sort((one, other) => one.id - other.id));
  }

  private make(name: string, description: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const group = { name, type: 'iSCSI', clients: [{ code: codeOf(name) }], description };
    const request = {
      path: '/client-groups/',
      body: { client_group: group },
      operation: `make the record ${name}`,
    };
    return this.array.client.order('POST', request, signal);
  }
}
