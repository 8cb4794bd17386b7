import { apiVersionOf, type ObjectPlace, type Resource } from './resource.js';

/** A change of one object. */
export type ObjectPatch =
  /** RFC 7386: null takes a member away, lists are replaced whole. */
  | { readonly kind: 'merge'; readonly patch: Readonly<Record<string, unknown>> }
  /** Server-side apply: the whole of what `manager` wants of the object; `force` takes fields from others. */
  | {
      readonly kind: 'apply';
      readonly manager: string;
      readonly wanted: Readonly<Record<string, unknown>>;
      readonly force?: boolean;
      /** Checked and answered, and not kept. */
      readonly dryRun?: boolean;
    };

export interface PatchRequest {
  readonly contentType: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const dryRunOf = (dryRun = false) => ({ dryRun: dryRun ? 'All' : undefined });

export function patchType(resource: Resource, place: ObjectPlace, patch: ObjectPatch): PatchRequest {
  if (patch.kind === 'merge') {
    const body = JSON.stringify(patch.patch);
    return { contentType: 'application/merge-patch+json', query: {}, body };
  }
  const { wanted, manager, force, dryRun } = patch;
  const metadata = { ...(wanted['metadata'] as object | undefined), ...place };
  const body = JSON.stringify({
    ...wanted,
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    metadata,
  });
  const query = { fieldManager: manager, force: force === true ? 'true' : undefined, ...dryRunOf(dryRun) };
  // JSON is YAML too.
  return { contentType: 'application/apply-patch+yaml', query, body };
}
