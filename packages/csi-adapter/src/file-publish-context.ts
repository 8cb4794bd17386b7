import { failed, formatNfsSource, ok, parseNfsSource } from '@twinsite/domain';
import type { FileAttachment, GeneralProblem, Result } from '@twinsite/domain';
import type { PublishContext } from './publish-context.js';

const VERSION = '1';
const PROTOCOL = 'nfs';
const ACCESSES: readonly FileAttachment['access'][] = ['public', 'group', 'node'];

/** The publish context of a file volume: versioned as that of a block volume, and without a secret. */
export const writeFilePublishContext = (attachment: FileAttachment): Result<PublishContext, GeneralProblem> =>
  ok({
    v: VERSION,
    protocol: PROTOCOL,
    source: formatNfsSource(attachment.source),
    readonly: String(attachment.readOnly),
    access: attachment.access,
  });

export function readFilePublishContext(context: PublishContext): Result<FileAttachment, GeneralProblem> {
  const { v, protocol, readonly } = context;
  if (protocol !== PROTOCOL)
    return invalid('protocol', protocol, 'expected nfs: not a context that this driver gave');
  if (v !== VERSION) return invalid('v', v, `this driver reads version ${VERSION}; update the node plugin`);
  const source = parseNfsSource(context['source'] ?? '', 'publish_context["source"]');
  if (!source.ok) return source;
  if (readonly !== 'true' && readonly !== 'false')
    return invalid('readonly', readonly, 'expected true or false');
  const access = ACCESSES.find((known) => known === context['access']);
  if (access === undefined)
    return invalid('access', context['access'], `expected one of ${ACCESSES.join(', ')}`);
  return ok({ source: source.value, readOnly: readonly === 'true', access });
}

function invalid(key: string, value: string | undefined, remedy: string): Result<never, GeneralProblem> {
  const field = `publish_context["${key}"]`;
  return failed({ kind: 'invalid-request', field, ...(value === undefined ? {} : { value }), remedy });
}
