import { isRecord } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';
import type { Json } from './json.js';

/** What an API server says of itself and of who asks: version, clock, rights. */
export class FakeIdentity {
  version = 'v1.36.3';
  clockAheadMs = 0;
  /** `patch deployments/scale`: what a review of rights refuses; the calls themselves are not refused for it. */
  readonly denied = new Set<string>();

  /** Header `Date`. */
  date(): string {
    return new Date(Date.now() + this.clockAheadMs).toUTCString();
  }

  /** `/version` and SelfSubjectAccessReview; undefined for every other path. */
  answer(pathname: string, body: string): Json | undefined {
    if (pathname === '/version') return { gitVersion: this.version, platform: 'linux/amd64' };
    return pathname.endsWith('/selfsubjectaccessreviews') ? this.review(parseJson(body)) : undefined;
  }

  private review(question: unknown): Json {
    const spec = isRecord(question) ? question['spec'] : undefined;
    const asked = isRecord(spec) && isRecord(spec['resourceAttributes']) ? spec['resourceAttributes'] : {};
    const { verb, resource, subresource } = asked as Readonly<Record<string, string | undefined>>;
    const what = subresource === undefined ? resource : `${resource ?? ''}/${subresource}`;
    const allowed = !this.denied.has(`${verb ?? ''} ${what ?? ''}`);
    return { ...(isRecord(question) ? question : {}), status: { allowed } };
  }
}
