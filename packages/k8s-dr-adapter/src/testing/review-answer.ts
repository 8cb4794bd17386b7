import { isRecord } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';
import type { Json } from './json.js';

/** SelfSubjectAccessReview: everything is allowed but what is denied; undefined for every other path. */
export function reviewAnswer(pathname: string, body: string, denied: ReadonlySet<string>): Json | undefined {
  if (!pathname.endsWith('/selfsubjectaccessreviews')) return undefined;
  const review = parseJson(body);
  const spec = isRecord(review) && isRecord(review['spec']) ? review['spec'] : {};
  const asked = isRecord(spec['resourceAttributes']) ? spec['resourceAttributes'] : {};
  const isDenied = denied.has(`${String(asked['verb'])} ${String(asked['resource'])}`);
  return {
    kind: 'SelfSubjectAccessReview',
    spec,
    status: { allowed: !isDenied, reason: isDenied ? 'denied' : '' },
  };
}
