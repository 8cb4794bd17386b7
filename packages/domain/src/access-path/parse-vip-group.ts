import type { ConfigProblems } from '../settings/config-problem.js';
import { FieldReader } from '../settings/field-reader.js';
import type { AccessPathSpec, VipSpec } from './access-path-spec.js';
import { parseIpAddress, sameAddress } from './ip-address.js';

const MOST_BITS = { 4: 32, 6: 128 } as const;

/** `vip_group` of an AccessPath. Absent, or with `vips: []`: no VIP. */
export function readVipGroup(
  input: unknown,
  place: { readonly where: string; readonly gateways: readonly string[] },
  problems: ConfigProblems,
): Pick<AccessPathSpec, 'preempt' | 'vips'> {
  if (input === undefined || input === null) return { preempt: false, vips: [] };
  const group = new FieldReader(input, place.where, problems);
  const preempt = group.flag('preempt', false);
  const listed = group.any('vips') ?? [];
  if (!Array.isArray(listed)) problems.add(group.path('vips'), listed, 'give a list; [] for no VIP');
  const entries: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const vips = entries.map((entry, index) =>
    readVip(new FieldReader(entry, `${group.path('vips')}[${index}]`, problems), place.gateways, problems),
  );
  for (const [index, { address }] of vips.entries()) {
    const first = vips.findIndex((other) => address !== '' && sameAddress(other.address, address));
    if (first >= 0 && first !== index)
      problems.add(`${group.path('vips')}[${index}].vip`, address, 'is listed twice; name each VIP once');
  }
  group.rejectUnknown();
  return { preempt, vips };
}

function readVip(vip: FieldReader, gateways: readonly string[], problems: ConfigProblems): VipSpec {
  const address = vip.requiredText('vip');
  const mask = readMask(vip, address, problems);
  const defaultGateway = vip.text('default_gateway');
  if (defaultGateway !== undefined && !gateways.includes(defaultGateway)) {
    const remedy = `is none of the gateways of this access path (${gateways.join(', ')}); add it to gateway or name one of them`;
    problems.add(vip.path('default_gateway'), defaultGateway, remedy);
  }
  vip.rejectUnknown();
  return { address, mask, defaultGateway };
}

function readMask(vip: FieldReader, address: string, problems: ConfigProblems): number {
  const family = parseIpAddress(address)?.family;
  if (family === undefined && address !== '')
    problems.add(vip.path('vip'), address, 'is neither an IPv4 nor an IPv6 address');
  const given = vip.any('mask') ?? undefined;
  if (given === undefined && family === 6)
    problems.add(vip.path('mask'), undefined, 'is required with an IPv6 address, from 1 to 128');
  return given === undefined ? MOST_BITS[4] : vip.count('mask', MOST_BITS[4], [1, MOST_BITS[family ?? 6]]);
}
