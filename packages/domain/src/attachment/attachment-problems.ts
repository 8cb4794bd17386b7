export type AttachmentProblem =
  | { readonly kind: 'node-missing'; readonly nodeId: string; readonly detail: string }
  /** The initiator name is registered for another node: two hosts with one IQN would share every LUN. */
  | { readonly kind: 'initiator-taken'; readonly iqn: string; readonly node: string; readonly holder: string }
  | { readonly kind: 'attached-elsewhere'; readonly volume: string; readonly holders: readonly string[] }
  /** The node has it, but not in the way that is asked for now (CSI: ALREADY_EXISTS). */
  | {
      readonly kind: 'attached-differently';
      readonly volume: string;
      readonly node: string;
      readonly has: string;
      readonly wanted: string;
    }
  | { readonly kind: 'access-path-missing'; readonly accessPath: string; readonly known: readonly string[] }
  | {
      readonly kind: 'access-path-differs';
      readonly volume: string;
      readonly has: string;
      readonly wanted: string;
    }
  | { readonly kind: 'no-portals'; readonly accessPath: string; readonly detail: string }
  /** The node has as many volumes as it may have. */
  | { readonly kind: 'attach-limit'; readonly node: string; readonly limit: number }
  /** The volume has no LUN number after the grant was accepted. */
  | { readonly kind: 'lun-missing'; readonly volume: string; readonly accessPath: string }
  /** The volume's serial number cannot be turned into a SCSI identity by the configured rule. */
  | { readonly kind: 'identity-unknown'; readonly volume: string; readonly sn: string; readonly rule: string }
  /** Access was removed, but old commands may still execute. */
  | {
      readonly kind: 'fence-unproven';
      readonly volume: string;
      readonly node: string;
      readonly evidence: string;
    };
