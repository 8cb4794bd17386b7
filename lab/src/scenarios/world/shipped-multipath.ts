import { multipathConfig } from '@twinsite/iscsi-adapter';
import type { GuestAgent } from '../../guest/guest-agent.js';

/** LIO's INQUIRY vendor; its product word differs between backstores. */
export const SHIPPED_DEVICE = { vendor: 'LIO-ORG', product: '.*', noPathSeconds: 120 };

/** Gives a node the multipath.conf that the product generates instead of the lab's own. */
export async function useShippedMultipath(agent: GuestAgent, signal: AbortSignal): Promise<void> {
  const text = multipathConfig(SHIPPED_DEVICE);
  const script = `cat > /etc/multipath.conf <<'END'\n${text}END\nmultipathd reconfigure`;
  await agent.must(script, { deadlineMs: 30_000, signal });
}
