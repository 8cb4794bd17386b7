import { failed, ok, describeProblem, type ExecAction, type HookFault, type Result } from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import { isRecord, type KubeObject } from '../client/kube-object.js';
import { pods } from '../client/resources.js';

type Chosen = Promise<Result<string, HookFault>>;

/** The name of the pod that a command is run in. */
export const choosePod = (client: KubeClient, action: ExecAction, signal: AbortSignal): Chosen =>
  'name' in action.pod
    ? named(client, { namespace: action.namespace, name: action.pod.name }, signal)
    : selected(client, { namespace: action.namespace, labelSelector: action.pod.selector }, signal);

async function named(
  client: KubeClient,
  place: { readonly namespace: string; readonly name: string },
  signal: AbortSignal,
): Chosen {
  const found = await client.get(pods, place, signal);
  if (!found.ok) return failed({ detail: describeProblem(found.problem) });
  const { namespace, name } = place;
  if (found.value === undefined) return failed({ detail: `there is no pod ${namespace}/${name}` });
  return isRunning(found.value) ? ok(name) : failed({ detail: `pod ${namespace}/${name} does not run` });
}

/** One that is ready before one that only runs; the first by name. */
async function selected(
  client: KubeClient,
  within: { readonly namespace: string; readonly labelSelector: string },
  signal: AbortSignal,
): Chosen {
  const found = await client.list(pods, within, signal);
  if (!found.ok) return failed({ detail: describeProblem(found.problem) });
  const running = found.value.items
    .filter(isRunning)
    .sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
  const chosen = running.find(isReady) ?? running[0];
  if (chosen !== undefined) return ok(chosen.metadata.name);
  const { namespace, labelSelector } = within;
  return failed({ detail: `no pod that runs in namespace ${namespace} has ${labelSelector}` });
}

const statusOf = ({ status }: KubeObject): Readonly<Record<string, unknown>> =>
  isRecord(status) ? status : {};

const isRunning = (pod: KubeObject): boolean =>
  statusOf(pod)['phase'] === 'Running' && pod.metadata.deletionTimestamp === undefined;

function isReady(pod: KubeObject): boolean {
  const { conditions } = statusOf(pod);
  const all: readonly unknown[] = Array.isArray(conditions) ? conditions : [];
  return all.filter(isRecord).some(({ type, status }) => type === 'Ready' && status === 'True');
}
