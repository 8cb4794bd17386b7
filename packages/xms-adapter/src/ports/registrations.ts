import { failed, ok } from '@twinsite/domain';
import type { CancelSignal, InitiatorIqn, NodeIdentity, Problem, Result } from '@twinsite/domain';
import { pollUntilSettled } from '../client/poll.js';
import { refusedAsUnfit } from '../client/refusal.js';
import { decodeClient, type WireClient } from '../wire/client.js';
import { clientGroupSettled, decodeClientGroup, type WireClientGroup } from '../wire/client-group.js';
import type { ArrayContext, Registration } from './array-context.js';
import { describeNode } from './client-group-note.js';

/** Which client group an initiator is in. One group per node, named after it. */
export class Registrations {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  /** Undefined when no client group has the initiator. Positive answers are kept for `registrationAgeMs`. */
  async find(iqn: InitiatorIqn, signal: CancelSignal): Promise<Result<Registration | undefined, Problem>> {
    const known = this.array.memory.registrations.get(iqn);
    if (known !== undefined) return ok(known);
    // `q` goes through a search index that may lag and whose grammar may stumble over an IQN: a miss proves nothing.
    const searched = await this.search(iqn, { q: iqn }, signal);
    if (!searched.ok || searched.value !== undefined) return searched;
    return this.search(iqn, {}, signal);
  }

  /** The node's registration, made when there is none. Another name's is `initiator-taken`. */
  async ensure(
    node: NodeIdentity,
    type: string,
    signal: CancelSignal,
  ): Promise<Result<Registration, Problem>> {
    const found = await this.find(node.iqn, signal);
    if (!found.ok) return found;
    if (found.value !== undefined) return owned(found.value, node);
    const created = await this.create(node, type, signal);
    if (created.ok || !refusedAsUnfit(created.problem)) return created;
    return this.afterRefusal(node, created.problem, signal);
  }

  forget(iqn: InitiatorIqn): void {
    this.array.memory.registrations.forget(iqn);
  }

  private async create(
    node: NodeIdentity,
    type: string,
    signal: CancelSignal,
  ): Promise<Result<Registration, Problem>> {
    const description = describeNode(node);
    const group = { name: node.name, type, clients: [{ code: node.iqn }], description };
    const operation = `register node ${node.name}`;
    const decode = decodeGroupReply;
    const request = { path: '/client-groups/', body: { client_group: group }, operation, decode };
    const created = await this.array.client.change('POST', request, signal);
    if (!created.ok) return created;
    const settled = await this.settle(created.value, signal);
    return settled.ok ? ok(this.keep(node.iqn, { groupId: created.value.id, name: node.name })) : settled;
  }

  private settle(group: WireClientGroup, signal: CancelSignal): Promise<Result<WireClientGroup, Problem>> {
    const { client } = this.array;
    const request = { path: `/client-groups/${group.id}`, operation: `read client group ${group.name}` };
    return pollUntilSettled(
      this.array,
      {
        array: client.array,
        object: `client group ${group.name}`,
        first: toLook(group),
        look: async () => {
          const now = await client.get(request, decodeGroupReply, signal);
          return now.ok ? ok(toLook(now.value)) : now;
        },
      },
      signal,
    );
  }

  /** Another controller may have registered the node in between; or its name is taken by an older initiator. */
  private async afterRefusal(
    node: NodeIdentity,
    refusal: Problem,
    signal: CancelSignal,
  ): Promise<Result<Registration, Problem>> {
    const found = await this.search(node.iqn, {}, signal);
    if (!found.ok) return found;
    if (found.value !== undefined) return owned(found.value, node);
    const request = { path: '/client-groups/', key: 'client_groups', operation: 'list client groups' };
    const groups = await this.array.client.list(request, decodeClientGroup, signal);
    if (!groups.ok) return groups;
    const namesake = groups.value.find(({ name }) => name === node.name);
    if (namesake === undefined || refusal.kind !== 'array-refused') return failed(refusal);
    const detail = `client group ${node.name} (id ${namesake.id}) exists with other initiators (${namesake.codes?.join(', ') ?? 'not listed'}) than ${node.iqn}; when the node was installed anew, delete or rename that group`;
    return failed({ ...refusal, detail });
  }

  private async search(
    iqn: InitiatorIqn,
    query: Readonly<Record<string, string>>,
    signal: CancelSignal,
  ): Promise<Result<Registration | undefined, Problem>> {
    const request = { path: '/clients/', query, key: 'clients', operation: `look for initiator ${iqn}` };
    const clients = await this.array.client.list(request, decodeClient, signal);
    if (!clients.ok) return clients;
    const group = clients.value.find((client) => isFor(client, iqn))?.group;
    return ok(group === undefined ? undefined : this.keep(iqn, { groupId: group.id, name: group.name }));
  }

  private keep(iqn: InitiatorIqn, registration: Registration): Registration {
    this.array.memory.registrations.set(iqn, registration);
    return registration;
  }
}

const decodeGroupReply = (from: Parameters<typeof decodeClientGroup>[0]): WireClientGroup =>
  decodeClientGroup(from.object('client_group'));

const isFor = (client: WireClient, iqn: InitiatorIqn): boolean => client.code.toLowerCase() === iqn;

const toLook = (group: WireClientGroup) =>
  clientGroupSettled(group) === 'in-progress'
    ? ({ kind: 'unsettled', status: group.status } as const)
    : ({ kind: 'settled', value: group } as const);

function owned(registration: Registration, { name, iqn }: NodeIdentity): Result<Registration, Problem> {
  return registration.name === name
    ? ok(registration)
    : failed({ kind: 'initiator-taken', iqn, node: name, holder: registration.name });
}
