import {
  all,
  ok,
  samePortal,
  type CancelSignal,
  type IscsiSession,
  type Portal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { readText, type HostFiles } from '@twinsite/linux-host';

const SESSIONS = '/sys/class/iscsi_session';
const CONNECTIONS = '/sys/class/iscsi_connection';

/** The sessions of this host as the kernel shows them; `iscsiadm -P 3` is never parsed. */
export async function readSessions(
  files: HostFiles,
  signal: CancelSignal,
): Promise<Result<readonly IscsiSession[], Problem>> {
  const names = await files.list(SESSIONS, signal);
  if (!names.ok) return names;
  const sids = names.value.flatMap((name) => /^session(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  const sessions = all(await Promise.all(sids.map((sid) => readSession(files, sid, signal))));
  return sessions.ok ? ok(sessions.value.filter((session) => session !== undefined)) : sessions;
}

/** Undefined when there is no such session, or no longer. */
export async function readSession(
  files: HostFiles,
  sid: number,
  signal: CancelSignal,
): Promise<Result<IscsiSession | undefined, Problem>> {
  const facts = all(
    await Promise.all(
      [
        `${SESSIONS}/session${sid}/targetname`,
        `${SESSIONS}/session${sid}/state`,
        `${CONNECTIONS}/connection${sid}:0/persistent_address`,
        `${CONNECTIONS}/connection${sid}:0/persistent_port`,
      ].map((path) => readText(files, path, signal)),
    ),
  );
  if (!facts.ok) return facts;
  const [targetIqn, state, address, port] = facts.value;
  if (targetIqn === undefined || state === undefined || address === undefined) return ok(undefined);
  return ok({ sid, targetIqn, portal: { address, port: Number(port) }, state: stateOf(state) });
}

/** scsi_transport_iscsi.c, iscsi_session_state_names. */
function stateOf(text: string): IscsiSession['state'] {
  if (text === 'LOGGED_IN') return 'logged-in';
  return text === 'FAILED' ? 'failed' : 'free';
}

export const servesPortal = (session: IscsiSession, iqn: string, portal: Portal): boolean =>
  session.targetIqn === iqn && samePortal(session.portal, portal);

/** `host:channel:target:lun` of every SCSI device below a session. */
export async function devicesBelow(
  files: HostFiles,
  sid: number,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const root = `${SESSIONS}/session${sid}/device`;
  const entries = await files.list(root, signal);
  if (!entries.ok) return entries;
  const targets = entries.value.filter((name) => /^target\d+:\d+:\d+$/.test(name));
  const listed = all(await Promise.all(targets.map((target) => files.list(`${root}/${target}`, signal))));
  return listed.ok ? ok(listed.value.flat().filter((name) => /^\d+:\d+:\d+:\d+$/.test(name))) : listed;
}

/** Number of the SCSI host that carries the session; undefined when the session has gone. */
export async function hostOf(
  files: HostFiles,
  sid: number,
  signal: CancelSignal,
): Promise<Result<number | undefined, Problem>> {
  const link = await files.readLink(`${SESSIONS}/session${sid}`, signal);
  if (!link.ok) return link;
  const host = /\/host(\d+)\/session/.exec(link.value ?? '')?.[1];
  return ok(host === undefined ? undefined : Number(host));
}
