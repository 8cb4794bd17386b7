/** One change on a gateway. The order of kinds here is the order in which {@link planSteps} emits them. */
export type ExportStep =
  | { readonly kind: 'drain-target'; readonly target: string }
  | { readonly kind: 'drop-address'; readonly address: string }
  | { readonly kind: 'remove-portal'; readonly target: string; readonly portal: string }
  | { readonly kind: 'unmap'; readonly target: string; readonly initiator: string; readonly lun: number }
  | { readonly kind: 'remove-acl'; readonly target: string; readonly initiator: string }
  | { readonly kind: 'remove-lun'; readonly target: string; readonly lun: number }
  | { readonly kind: 'remove-target'; readonly target: string }
  | { readonly kind: 'remove-backstore'; readonly name: string }
  | { readonly kind: 'remove-device'; readonly name: string }
  | { readonly kind: 'create-device'; readonly name: string; readonly table: string }
  | { readonly kind: 'reload-device'; readonly name: string; readonly table: string }
  | { readonly kind: 'create-backstore'; readonly name: string; readonly serial: string }
  | { readonly kind: 'create-target'; readonly target: string }
  | { readonly kind: 'create-lun'; readonly target: string; readonly lun: number; readonly name: string }
  | { readonly kind: 'create-acl'; readonly target: string; readonly initiator: string }
  | {
      readonly kind: 'map';
      readonly target: string;
      readonly initiator: string;
      readonly lun: number;
      readonly targetLun: number;
    }
  | { readonly kind: 'enable-target'; readonly target: string }
  | { readonly kind: 'create-portal'; readonly target: string; readonly portal: string }
  | { readonly kind: 'take-address'; readonly address: string };
