import { formatPortal } from '../attachment/portal.js';
import type { AccessPathStatus } from './access-path-status.js';

/** Whether writing the one over the other would change nothing. */
export const sameStatus = (a: AccessPathStatus | undefined, b: AccessPathStatus): boolean =>
  a !== undefined && inOneOrder(a) === inOneOrder(b);

const inOneOrder = (status: AccessPathStatus): string =>
  JSON.stringify([
    ...[status.observedGeneration, status.role, status.manager, status.managerSince],
    ...[status.takenOverFrom, status.iqn],
    status.conditions.map(({ type, status: word, reason, message, observedGeneration, since }) => [
      ...[type, word, reason, message, observedGeneration, since],
    ]),
    status.gateways.map(({ name, site, targetIqn, portals, state }) => [
      ...[name, site, targetIqn, portals.map(formatPortal), state],
    ]),
    status.vips.map(({ address, holder, state }) => [address, holder, state]),
  ]);
