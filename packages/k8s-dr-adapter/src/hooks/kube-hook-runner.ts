import {
  failed,
  type CancelSignal,
  type HookAction,
  type HookFault,
  type HookRunner,
  type Result,
} from '@twinsite/domain';
import type { ApiTransport } from '../client/api-transport.js';
import { CallLimit } from '../client/call-limit.js';
import { KubeClient } from '../client/kube-client.js';
import { choosePod } from './choose-pod.js';
import { execInPod } from './exec-in-pod.js';
import { callWebhook, checkPage } from './http-call.js';

/** Hooks beside one cluster: commands in its pods, and requests from this host. */
export class KubeHookRunner implements HookRunner {
  private readonly transport: ApiTransport;
  private readonly client: KubeClient;

  constructor(transport: ApiTransport) {
    this.transport = transport;
    this.client = new KubeClient(transport);
  }

  async run(action: HookAction, timeoutMs: number, signal: CancelSignal): Promise<Result<void, HookFault>> {
    const limit = new CallLimit(signal, timeoutMs);
    try {
      const done = await this.begin(action, limit.signal);
      if (done.ok || !limit.signal.aborted) return done;
      return failed({ ...done.problem, detail: `it did not end within ${timeoutMs} ms` });
    } finally {
      limit.release();
    }
  }

  private async begin(action: HookAction, signal: AbortSignal): Promise<Result<void, HookFault>> {
    if (action.kind === 'webhook') return callWebhook(action, signal);
    if (action.kind === 'http') return checkPage(action, signal);
    const pod = await choosePod(this.client, action, signal);
    return pod.ok ? execInPod(this.transport, action, pod.value, signal) : pod;
  }
}
