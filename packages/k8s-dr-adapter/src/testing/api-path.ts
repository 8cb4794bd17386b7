import { ApiFault } from './api-fault.js';

/** What a path of the API server points at. */
export interface ApiPath {
  /** `v1/configmaps`, `sds.xsky.com/v1/accesspaths` */
  readonly collection: string;
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** `/api/v1/...` or `/apis/GROUP/VERSION/...`, with `namespaces/NS` before the plural or not. */
export function parsePath(pathname: string): ApiPath {
  const words = pathname.split('/').slice(1).map(decodeURIComponent);
  const root = words[0] === 'api' ? words.slice(1, 2) : words[0] === 'apis' ? words.slice(1, 3) : [];
  const rest = words.slice(1 + root.length);
  const namespace = rest[0] === 'namespaces' && rest.length > 2 ? rest[1] : undefined;
  const [plural, name, subresource, ...more] = namespace === undefined ? rest : rest.slice(2);
  if (root.length === 0 || plural === undefined || plural === '' || more.length > 0)
    throw new ApiFault(404, 'the server could not find the requested resource');
  return { collection: [...root, plural].join('/'), plural, namespace, name, subresource };
}
