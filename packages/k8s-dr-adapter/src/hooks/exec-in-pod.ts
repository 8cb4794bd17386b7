import { describeProblem, failed, type ExecAction, type HookFault, type Result } from '@twinsite/domain';
import type { ApiTransport } from '../client/api-transport.js';
import { refusal } from '../client/refusal.js';
import { describePlace, objectPath } from '../client/resource.js';
import { pods } from '../client/resources.js';
import { verdictOf } from './exec-verdict.js';
import { hearExec } from './exec-session.js';

/** v5 since Kubernetes 1.30; what is sent and heard here is the same in both. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** Runs the command of a hook in a pod, without input, and hears how it ended. */
export async function execInPod(
  transport: ApiTransport,
  { namespace, container, command }: ExecAction,
  pod: string,
  signal: AbortSignal,
): Promise<Result<void, HookFault>> {
  const place = { namespace, name: pod };
  const query = new URLSearchParams({ stdout: '1', stderr: '1' });
  if (container !== undefined) query.set('container', container);
  for (const word of command) query.append('command', word);
  const path = `${objectPath(pods, place, 'exec')}?${query.toString()}`;
  const socket = await transport.socket(path, PROTOCOLS);
  if (!socket.ok) return failed({ detail: describeProblem(socket.problem) });
  const { opened, status, output } = await hearExec(socket.value, signal);
  if (!opened)
    return failed({
      detail: await whyClosed(transport, { path, object: describePlace(pods, place) }, signal),
    });
  const verdict = verdictOf(status);
  return verdict.ok ? verdict : failed({ ...verdict.problem, output });
}

/** A refused WebSocket says nothing of why. Asked plainly, the server runs no command, and says it. */
async function whyClosed(
  transport: ApiTransport,
  { path, object }: { readonly path: string; readonly object: string },
  signal: AbortSignal,
): Promise<string> {
  const operation = `exec in ${object}`;
  const reply = await transport.call({ method: 'GET', path, operation }, signal);
  return describeProblem(reply.ok ? refusal(reply.value, { operation, object }) : reply.problem);
}
