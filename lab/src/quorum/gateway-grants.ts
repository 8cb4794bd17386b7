/** The leader's book of gateway leases. A new leader cannot know what the old one granted, so it assumes the worst. */
export class GatewayGrants {
  readonly #leaseMs: number;
  readonly #lastGrant = new Map<string, number>();

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs;
  }

  grant(gateway: string, now: number): void {
    this.#lastGrant.set(gateway, now);
  }

  /** False is a proof: no monitor has granted for a whole lease, so the gateway has switched itself off. */
  mayBeAlive(gateway: string, leadingSince: number, now: number): boolean {
    const last = Math.max(this.#lastGrant.get(gateway) ?? leadingSince, leadingSince);
    return now - last <= this.#leaseMs;
  }
}
