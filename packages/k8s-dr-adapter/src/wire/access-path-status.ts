import { formatPortal, parsePortal, SITE_IDS } from '@twinsite/domain';
import type { AccessPathCondition, AccessPathStatus, GatewayStatus, VipStatus } from '@twinsite/domain';
import type { Json } from './fields.js';
import { formatTime, integerIn, recordsIn, textIn, textsIn, timeIn, wordIn } from './fields.js';

const ROLES = ['manager', 'observer'] as const;
const GATEWAY_STATES = ['Joining', 'Active', 'Down', 'Leaving', 'Missing'] as const;
const VIP_STATES = ['Active', 'Joining', 'Down', 'Leaving'] as const;
const CONDITIONS = ['Ready', 'Degraded', 'Conflict'] as const;
const CONDITION_STATES = ['True', 'False', 'Unknown'] as const;

/** Undefined for a status that no twinsite has written. */
export function readAccessPathStatus(json: Json): AccessPathStatus | undefined {
  const observedGeneration = integerIn(json, 'observedGeneration');
  if (observedGeneration === undefined) return undefined;
  return {
    observedGeneration,
    role: wordIn(json, 'role', ROLES),
    manager: textIn(json, 'manager'),
    managerSince: timeIn(json, 'managerSince'),
    takenOverFrom: textIn(json, 'takenOverFrom'),
    iqn: textIn(json, 'iqn'),
    conditions: recordsIn(json, 'conditions').flatMap((one) => readCondition(one) ?? []),
    gateways: recordsIn(json, 'gateways').flatMap((one) => readGateway(one) ?? []),
    vips: recordsIn(json, 'vips').flatMap((one) => readVip(one) ?? []),
  };
}

/** What is undefined is left out. */
export function formatAccessPathStatus(status: AccessPathStatus): Json {
  const { managerSince } = status;
  return {
    ...status,
    managerSince: managerSince === undefined ? undefined : formatTime(managerSince),
    conditions: status.conditions.map(({ since, ...rest }) => ({
      ...rest,
      lastTransitionTime: formatTime(since),
    })),
    gateways: status.gateways.map(({ targetIqn, portals, ...rest }) => ({
      ...rest,
      iqn: targetIqn,
      portals: portals.map(formatPortal),
    })),
    vips: status.vips.map(({ address, ...rest }) => ({ vip: address, ...rest })),
  };
}

/** A state of a later version is read as one in use: a gateway that is left out would be given up. */
function readGateway(json: Json): GatewayStatus | undefined {
  const name = textIn(json, 'name');
  if (name === undefined) return undefined;
  return {
    name,
    site: wordIn(json, 'site', SITE_IDS),
    targetIqn: textIn(json, 'iqn'),
    portals: textsIn(json, 'portals').flatMap((text) => parsePortal(text) ?? []),
    state: wordIn(json, 'state', GATEWAY_STATES) ?? 'Active',
  };
}

function readVip(json: Json): VipStatus | undefined {
  const address = textIn(json, 'vip');
  if (address === undefined) return undefined;
  return { address, holder: textIn(json, 'holder'), state: wordIn(json, 'state', VIP_STATES) ?? 'Active' };
}

/** A condition of a later version is left out. */
function readCondition(json: Json): AccessPathCondition | undefined {
  const type = wordIn(json, 'type', CONDITIONS);
  const status = wordIn(json, 'status', CONDITION_STATES);
  if (type === undefined || status === undefined) return undefined;
  return {
    type,
    status,
    reason: textIn(json, 'reason') ?? '',
    message: textIn(json, 'message') ?? '',
    observedGeneration: integerIn(json, 'observedGeneration') ?? 0,
    since: timeIn(json, 'lastTransitionTime') ?? 0,
  };
}
