import { CancelSource, type ArrayCredentials, type CancelSignal } from '@twinsite/domain';
import { Exchange } from '../client/exchange.js';
import { LruMap } from '../client/lru-map.js';
import { parseManager, type ManagerAddress } from '../client/manager-address.js';
import type { TlsTrust } from '../client/manager-link.js';
import { XmsClient } from '../client/xms-client.js';
import { credentialKey } from '../session/credential-key.js';
import { XmsSession } from '../session/xms-session.js';
import { decodeFsId } from '../wire/cluster.js';
import type { MissingCredentials } from './array-config.js';
import type { DirectoryRoom } from './known-array.js';
import type { ManagerArrays } from './manager-arrays.js';

/** Managers that are named together, with what logs in there. */
export interface NamingSource {
  readonly managers: readonly string[];
  readonly credentials: ArrayCredentials | MissingCredentials;
  readonly tls?: TlsTrust;
}

interface Way {
  readonly manager: ManagerAddress;
  readonly credentials: ArrayCredentials;
  readonly trust: TlsTrust;
}

/** A manager that does not answer must not keep the list of arrays from those that do. */
const READ_MS = 4_000;
const MAX_SESSIONS = 64;

/**
 * Which array a manager is of, by its own word (docs/adr/0025). Each is asked by itself, since a token of one array says
 * nothing at another, and once: again only while it has not answered, or while managers named together differ.
 */
export class ManagerIdentities {
  private readonly room: DirectoryRoom;
  private readonly sessions = new LruMap<XmsSession>(MAX_SESSIONS);
  private read: ManagerArrays = new Map();

  constructor(room: DirectoryRoom) {
    this.room = room;
  }

  /** Of managers that are named together with others; those that nobody names any more are forgotten. */
  async of(sources: readonly NamingSource[], signal: AbortSignal): Promise<ManagerArrays> {
    const limit = new CancelSource();
    const unfollow = limit.follow(signal);
    const timer = setTimeout(() => limit.cancel(), READ_MS);
    try {
      return await this.readAll(sources, limit.signal);
    } finally {
      clearTimeout(timer);
      unfollow();
    }
  }

  private async readAll(sources: readonly NamingSource[], signal: CancelSignal): Promise<ManagerArrays> {
    const named = waysOf(sources);
    const before = this.read;
    const unsure = new Set(
      sources
        .map(labelsOf)
        .filter((labels) => areSeveral(labels, before))
        .flat(),
    );
    const answers = await Promise.all(
      [...named].map(async ([label, ways]): Promise<readonly [string, string | undefined]> => {
        const known = before.get(label);
        if (known !== undefined && !unsure.has(label)) return [label, known];
        return [label, (await this.firstAnswer(ways, signal)) ?? known];
      }),
    );
    this.read = new Map(answers.flatMap(([label, array]) => (array === undefined ? [] : [[label, array]])));
    return this.read;
  }

  private async firstAnswer(ways: readonly Way[], signal: CancelSignal): Promise<string | undefined> {
    for (const way of ways) {
      const answer = await this.ask(way, signal);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  private async ask({ manager, credentials, trust }: Way, signal: CancelSignal): Promise<string | undefined> {
    const { links, timings, clock, onCall } = this.room;
    const link = links.to(manager, trust);
    if (!link.breaker.admits(true)) return undefined;
    const key = `${manager.origin} ${credentialKey(credentials)}`;
    const session = this.sessions.getOrMake(
      key,
      () => new XmsSession(manager.label, credentials, timings, clock),
    );
    const client = new XmsClient(new Exchange(manager.label, [link], onCall, timings.hedgeMs), session);
    const request = { path: '/cluster/', operation: 'read the cluster' };
    const said = await client.get(request, decodeFsId, signal);
    return said.ok ? said.value : undefined;
  }
}

const addressesOf = ({ managers }: NamingSource): readonly ManagerAddress[] =>
  managers.flatMap((entry) => {
    const manager = parseManager(entry, 'xmsServers');
    return manager.ok ? [manager.value] : [];
  });

const labelsOf = (source: NamingSource): readonly string[] => addressesOf(source).map(({ label }) => label);

const areSeveral = (labels: readonly string[], arrays: ManagerArrays): boolean =>
  new Set(labels.flatMap((label) => arrays.get(label) ?? [])).size > 1;

/** A manager that is named alone everywhere cannot be mistaken for another array's. */
function waysOf(sources: readonly NamingSource[]): ReadonlyMap<string, readonly Way[]> {
  const together = new Set(
    sources.map(labelsOf).flatMap((labels) => (new Set(labels).size > 1 ? labels : [])),
  );
  const ways = new Map<string, readonly Way[]>();
  for (const source of sources) {
    const { credentials, tls: trust = {} } = source;
    for (const manager of addressesOf(source)) {
      if (!together.has(manager.label)) continue;
      const own = credentials.kind === 'missing' ? [] : [{ manager, credentials, trust }];
      ways.set(manager.label, [...(ways.get(manager.label) ?? []), ...own]);
    }
  }
  return ways;
}
