import type { ArrayTraits } from '@twinsite/xms-adapter';
import type { KubernetesSettings } from '../config/kubernetes-settings.js';

/** What is believed of the arrays that no configuration lists: those that objects of the cluster bring. */
export function clusterTraits({ sites, identityRule, fence, vipWords }: KubernetesSettings): ArrayTraits {
  return { siteMap: sites, identityRule, fence, ...(vipWords === undefined ? {} : { vipWords }) };
}
