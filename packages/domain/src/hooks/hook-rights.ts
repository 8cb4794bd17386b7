import type { AccessQuestion } from '../recovery/ports/cluster-facts.port.js';
import type { Hook } from './hook.js';

/** API servers want `get` for the WebSocket, and newer ones `create` too. */
const NEEDED = [
  ['list', 'pods'],
  ['get', 'pods/exec'],
  ['create', 'pods/exec'],
] as const;

/** What an account of drctl must be allowed for the commands of hooks; namespaces as that cluster has them. */
export function hookRights(role: 'source' | 'target', hooks: readonly Hook[]): readonly AccessQuestion[] {
  const own = hooks.filter(({ when }) => (when === 'after-ready') === (role === 'target'));
  const namespaces = own.flatMap(({ action }) => (action.kind === 'exec' ? action.namespace : []));
  return [...new Set(namespaces)].flatMap((namespace) =>
    NEEDED.map(([verb, resource]) => ({ verb, group: '', resource, namespace })),
  );
}
