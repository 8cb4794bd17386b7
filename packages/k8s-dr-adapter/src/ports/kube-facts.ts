import {
  failed,
  ok,
  type AboutCluster,
  type AccessAnswer,
  type AccessQuestion,
  type CancelSignal,
  type Clock,
  type ClusterFacts,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { ApiRequest, ApiTransport } from '../client/api-transport.js';
import { isRecord } from '../client/kube-object.js';
import { parseJson, refusal } from '../client/refusal.js';

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

export interface FactsDeps {
  readonly transport: ApiTransport;
  readonly clock: Clock;
}

export class KubeFacts implements ClusterFacts {
  private readonly deps: FactsDeps;

  constructor(deps: FactsDeps) {
    this.deps = deps;
  }

  async about(signal: CancelSignal): Promise<Result<AboutCluster, Problem>> {
    const { clock } = this.deps;
    const begun = clock.now();
    const reply = await this.ask({ method: 'GET', path: '/version', operation: 'read /version' }, signal);
    if (!reply.ok) return reply;
    const middle = begun + (clock.now() - begun) / 2;
    const { gitVersion } = reply.value.json;
    // Whole seconds, cut off: the middle of that second is as good a guess as there is.
    const serverMs = Date.parse(reply.value.date) + 500;
    const version = typeof gitVersion === 'string' ? gitVersion : 'unknown';
    return ok({ version, clockAheadMs: Math.round(serverMs - middle) });
  }

  async may(
    { verb, group, resource, namespace }: AccessQuestion,
    signal: CancelSignal,
  ): Promise<Result<AccessAnswer, Problem>> {
    const [name = '', subresource] = resource.split('/');
    const resourceAttributes = { verb, group, resource: name, subresource, namespace };
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    };
    const operation = `ask whether ${verb} ${resource} is allowed`;
    const body = JSON.stringify(review);
    const request = {
      method: 'POST',
      path: REVIEWS,
      operation,
      body,
      contentType: 'application/json',
    } as const;
    const reply = await this.ask(request, signal);
    if (!reply.ok) return reply;
    const { status } = reply.value.json;
    const { allowed, reason } = isRecord(status) ? status : {};
    return ok({ allowed: allowed === true, reason: typeof reason === 'string' ? reason : '' });
  }

  private async ask(request: ApiRequest, signal: CancelSignal) {
    const reply = await this.deps.transport.call(request, signal);
    if (!reply.ok) return reply;
    const { operation, path } = request;
    const json = parseJson(reply.value.body);
    if (reply.value.status >= 300 || !isRecord(json))
      return failed(refusal(reply.value, { operation, object: path }));
    return ok({ json, date: reply.value.date ?? '' });
  }
}
