import * as resources from '../client/resources.js';
import type { Resource } from '../client/resource.js';
import type { Json } from './json.js';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** What the fake tells of unless a test says otherwise. */
export const SERVED: readonly Resource[] = Object.values(resources);

/** APIGroupList and APIResourceList; undefined for every other path. */
export function discoveryAnswer(pathname: string, served: readonly Resource[]): Json | undefined {
  if (pathname === '/apis') return groupList(served);
  const [, root, ...words] = pathname.split('/');
  const [group = '', version] = root === 'api' ? ['', words[0]] : words;
  const depth = root === 'api' ? 1 : 2;
  if ((root !== 'api' && root !== 'apis') || words.length !== depth) return undefined;
  const here = served.filter((one) => one.group === group && one.version === version);
  return {
    kind: 'APIResourceList',
    groupVersion: words.join('/'),
    resources: here.flatMap(({ plural: name, kind, namespaced }) => [
      { name, kind, namespaced, singularName: '', verbs: VERBS },
      { name: `${name}/status`, kind, namespaced, singularName: '', verbs: ['get', 'patch', 'update'] },
    ]),
  };
}

function groupList(served: readonly Resource[]): Json {
  const names = new Set(served.map(({ group }) => group).filter((group) => group !== ''));
  return {
    kind: 'APIGroupList',
    groups: [...names].map((name) => {
      const kinds = served.filter(({ group }) => group === name);
      const versions = [...new Set(kinds.map(({ version }) => version))].map((version) => ({
        version,
        groupVersion: `${name}/${version}`,
      }));
      return { name, versions, preferredVersion: versions[0] };
    }),
  };
}
