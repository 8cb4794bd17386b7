import type { GatewayState } from './gateway-state.js';
import { VIP_LABEL } from './step-script.js';

/**
 * Prints one line per thing the gateway has; {@link parseDump} reads it. Shell builtins only, because starting a
 * process costs 65 ms in the guest: a link is read by its own name, which step-script.ts makes that of its target.
 */
export const DUMP_SCRIPT = `
shopt -s nullglob
C=/sys/kernel/config/target
ip -o -4 addr show label ${VIP_LABEL} | while read -r _ _ _ address _; do echo "address \${address%/*}"; done
echo "lease $(</run/lease)"
dmsetup table | while read -r name table; do [ "$name" = No ] || echo "device \${name%:} $table"; done
for o in $C/core/iblock_*/*/; do
  o=\${o%/}; read -r serial < $o/wwn/vpd_unit_serial; path=$(<$o/udev_path)
  echo "backstore \${o##*/} $(<$o/enable) \${path:--} \${serial##*: }"
done
for t in $C/iscsi/iqn.*/tpgt_1; do
  iqn=\${t%/tpgt_1}; iqn=\${iqn##*/}; echo "target $iqn $(<$t/enable)"
  for p in $t/np/*; do echo "portal $iqn \${p##*/}"; done
  for l in $t/lun/lun_*; do
    for s in $l/*; do [ -L $s ] && echo "lun $iqn \${l##*lun_} \${s##*/}"; done
  done
  for a in $t/acls/*; do
    echo "acl $iqn \${a##*/}"
    for m in $a/lun_*; do
      for s in $m/*; do [ -L $s ] && echo "map $iqn \${a##*/} \${m##*lun_} \${s##*lun_} $(<$m/write_protect)"; done
    done
  done
done
true`;

export interface GatewayDump {
  /** True while the gateway holds its lease from the monitors; without it nothing may be exported. */
  readonly leased: boolean;
  readonly state: GatewayState;
}

interface Draft {
  leased: boolean;
  readonly devices: Map<string, string>;
  readonly backstores: Map<string, string>;
  readonly targets: Map<string, TargetDraft>;
  readonly addresses: Set<string>;
}

interface TargetDraft {
  enabled: boolean;
  readonly portals: Set<string>;
  readonly luns: Map<number, string>;
  readonly acls: Map<string, Map<number, number>>;
}

type Reader = (draft: Draft, words: readonly string[]) => void;

const READERS: Readonly<Record<string, Reader>> = {
  lease: (draft, [state]) => {
    draft.leased = state === 'held';
  },
  address: (draft, [address = '']) => {
    draft.addresses.add(address);
  },
  device: (draft, [name = '', ...table]) => {
    const line = table.join(' ');
    const before = draft.devices.get(name);
    draft.devices.set(name, before === undefined ? line : `${before};${line}`);
  },
  // One that is not enabled, or on another device, is listed with a serial nobody wants, so it is made anew.
  backstore: (draft, [name = '', enabled, path, serial = '']) => {
    draft.backstores.set(name, enabled === '1' && path === `/dev/mapper/${name}` ? serial : 'unfinished');
  },
  target: (draft, [iqn = '', enabled]) => {
    targetOf(draft, iqn).enabled = enabled === '1';
  },
  portal: (draft, [iqn = '', portal = '']) => {
    targetOf(draft, iqn).portals.add(portal);
  },
  lun: (draft, [iqn = '', lun, backstore = '']) => {
    targetOf(draft, iqn).luns.set(Number(lun), backstore);
  },
  acl: (draft, [iqn = '', initiator = '']) => {
    targetOf(draft, iqn).acls.set(initiator, new Map());
  },
  map: (draft, [iqn = '', initiator = '', lun, targetLun, readOnly]) => {
    const target = readOnly === '0' ? Number(targetLun) : -1;
    targetOf(draft, iqn).acls.get(initiator)?.set(Number(lun), target);
  },
};

function targetOf(draft: Draft, iqn: string): TargetDraft {
  const known = draft.targets.get(iqn);
  if (known !== undefined) return known;
  const fresh: TargetDraft = { enabled: false, portals: new Set(), luns: new Map(), acls: new Map() };
  draft.targets.set(iqn, fresh);
  return fresh;
}

/** Throws on a line it does not know: a half-understood gateway must not be changed. */
export function parseDump(text: string): GatewayDump {
  const draft: Draft = {
    leased: false,
    devices: new Map(),
    backstores: new Map(),
    targets: new Map(),
    addresses: new Set(),
  };
  for (const line of text.split('\n').filter(Boolean)) {
    const [kind = '', ...words] = line.split(' ');
    const reader = READERS[kind];
    if (reader === undefined) throw new Error(`the gateway printed an unknown line: ${line}`);
    reader(draft, words);
  }
  const { leased, ...state } = draft;
  return { leased, state };
}
