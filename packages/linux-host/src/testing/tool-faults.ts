export type ToolFault =
  /** The binary is not installed. */
  | { readonly kind: 'missing' }
  /** It never ends by itself; `unkillable`: as in an uninterruptible wait of the kernel. */
  | { readonly kind: 'hangs'; readonly unkillable: boolean }
  /** The kernel has taken it: not even SIGKILL ends it, and it does its work when `until` resolves. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  | { readonly kind: 'fails'; readonly exitCode: number; readonly stderr: string }
  | { readonly kind: 'dies-half-way' };

/** What goes wrong with which tool, for how many of its next runs. */
export class ToolFaults {
  private readonly faults = new Map<string, { readonly fault: ToolFault; left: number }>();

  set(tool: string, fault: ToolFault, runs = Number.POSITIVE_INFINITY): void {
    this.faults.set(tool, { fault, left: runs });
  }

  clear(tool: string): void {
    this.faults.delete(tool);
  }

  take(tool: string): ToolFault | undefined {
    const entry = this.faults.get(tool);
    if (entry === undefined || entry.left <= 0) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}
