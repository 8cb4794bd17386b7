import {
  failed,
  ok,
  type AboutCluster,
  type AccessAnswer,
  type AccessQuestion,
  type CancelSignal,
  type ClusterFacts,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import { isRecord } from '../client/kube-object.js';
import { persist, type Persistence } from './persist.js';

export interface FactsDeps extends Persistence {
  readonly client: KubeClient;
}

const VERSION = '/version';
const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/** What one API server says of itself and of who asks. Every call is repeated when the server is away. */
export class KubeFacts implements ClusterFacts {
  private readonly deps: FactsDeps;

  constructor(deps: FactsDeps) {
    this.deps = deps;
  }

  about(signal: CancelSignal): Promise<Result<AboutCluster, Problem>> {
    return persist(() => this.askVersion(signal), this.deps, signal);
  }

  may(
    { verb, group, resource: path, namespace }: AccessQuestion,
    signal: CancelSignal,
  ): Promise<Result<AccessAnswer, Problem>> {
    const [resource, subresource] = path.split('/');
    const question = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb, group, resource, subresource, namespace } },
    };
    return persist(() => this.review(question, signal), this.deps, signal);
  }

  private async askVersion(signal: CancelSignal): Promise<Result<AboutCluster, Problem>> {
    const { client, clock } = this.deps;
    const begun = clock.now();
    const answer = await client.ask(VERSION, undefined, signal);
    const middle = (begun + clock.now()) / 2;
    if (!answer.ok) return answer;
    const { json, date } = answer.value;
    const version = isRecord(json) ? json['gitVersion'] : undefined;
    const theirs = Date.parse(date ?? '');
    if (typeof version !== 'string' || Number.isNaN(theirs)) return failed(strange(VERSION));
    return ok({ version, clockAheadMs: Math.round(theirs - middle) });
  }

  private async review(question: unknown, signal: CancelSignal): Promise<Result<AccessAnswer, Problem>> {
    const answer = await this.deps.client.ask(REVIEWS, question, signal);
    if (!answer.ok) return answer;
    const { json } = answer.value;
    const status = isRecord(json) ? json['status'] : undefined;
    if (!isRecord(status)) return failed(strange(REVIEWS));
    const { allowed, reason } = status;
    return ok({ allowed: allowed === true, reason: typeof reason === 'string' ? reason : '' });
  }
}

/** Something answered that is no API server. */
const strange = (path: string): Problem => ({
  kind: 'kubernetes-unreachable',
  operation: `read ${path}`,
  detail: 'the answer is not that of an API server (a version with a Date, a review with a status)',
});
