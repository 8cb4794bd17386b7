import { ApiFault } from './api-fault.js';
import type { ApiPath } from './api-path.js';

export interface FaultRule {
  /** All when absent. */
  readonly method?: string;
  /** `configmaps`; all when absent. */
  readonly plural?: string;
  /** `exec`; all when absent. */
  readonly subresource?: string;
  /** Only watches, or only what is none; both when absent. */
  readonly watch?: boolean;
  readonly status: number;
  /** How often it is answered so; for ever when absent. */
  times?: number;
}

type Asked = Pick<ApiPath, 'plural' | 'subresource'>;

/** What is wrong with the API server at the moment. */
export class FakeFaults {
  /** Every reply waits that long. Unit: ms. */
  slowMs = 0;
  /** Requests are taken and never answered. */
  frozen = false;
  /** The work is done and the reply lost: the connection ends instead. */
  losesReplies = false;
  private rules: FaultRule[] = [];

  answer(rule: FaultRule): void {
    this.rules.push({ ...rule });
  }

  clear(): void {
    this.slowMs = 0;
    this.frozen = false;
    this.losesReplies = false;
    this.rules = [];
  }

  /** Throws what a rule says about such a request. */
  check(method: string, { plural, subresource }: Asked, watch: boolean): void {
    const rule = this.rules.find(
      (one) =>
        (one.method ?? method) === method &&
        (one.plural ?? plural) === plural &&
        (one.subresource ?? subresource) === subresource &&
        (one.watch ?? watch) === watch &&
        (one.times ?? 1) > 0,
    );
    if (rule === undefined) return;
    if (rule.times !== undefined) rule.times -= 1;
    throw new ApiFault(rule.status, `${method} of ${plural} is answered with ${rule.status} by the test`);
  }
}
