import { describe, expect, test } from 'vitest';
import { configProblemLines, parseAccessPathSpec, sameAddress } from '@twinsite/domain';

/** The article's step 3, layout repaired, addresses changed. */
const article = {
  name: 'ap-k8s',
  type: 'Kubernetes',
  cluster_info: {
    xmsServers: '10.7.0.1,10.7.0.2,10.7.0.3',
    secret_name: 'sds-secret',
    secret_namespace: 'kube-system',
  },
  gateway: 'vm39,vm40,vm41',
  vip_group: { preempt: true, vips: [{ vip: '10.7.9.1', mask: 24, default_gateway: 'vm39' }] },
};

function linesOf(spec: unknown): readonly string[] {
  const parsed = parseAccessPathSpec(spec);
  return parsed.ok ? [] : configProblemLines(parsed.problem);
}

const withVip = (vip: unknown) => ({ ...article, vip_group: { vips: [vip] } });

describe('the spec of an AccessPath', () => {
  test('reads the article', () => {
    expect(parseAccessPathSpec(article)).toEqual({
      ok: true,
      value: {
        name: 'ap-k8s',
        type: 'Kubernetes',
        managers: ['10.7.0.1', '10.7.0.2', '10.7.0.3'],
        secret: { namespace: 'kube-system', name: 'sds-secret' },
        gateways: ['vm39', 'vm40', 'vm41'],
        preempt: true,
        vips: [{ address: '10.7.9.1', mask: 24, defaultGateway: 'vm39' }],
      },
    });
  });

  test('needs neither a type nor VIPs', () => {
    const { name, cluster_info, gateway } = article;
    const bare = { name, cluster_info, gateway };
    for (const spec of [bare, { ...bare, vip_group: { vips: [] } }, { ...bare, vip_group: null }]) {
      expect(parseAccessPathSpec(spec)).toMatchObject({
        value: { type: 'Kubernetes', preempt: false, vips: [] },
      });
    }
  });

  test('takes an address without a mask as one address, and IPv6 with its mask', () => {
    expect(parseAccessPathSpec(withVip({ vip: '10.7.9.1' }))).toMatchObject({
      value: { vips: [{ address: '10.7.9.1', mask: 32, defaultGateway: undefined }] },
    });
    expect(parseAccessPathSpec(withVip({ vip: 'fd00::9', mask: 64 }))).toMatchObject({
      value: { vips: [{ address: 'fd00::9', mask: 64 }] },
    });
  });

  test('tells everything that is wrong at once', () => {
    const wrong = {
      name: ' ap ',
      type: 'FC',
      cluster_info: { xmsServers: '10.7.0.1,,10.7.0.2', secret_name: 'SDS', secretNamespace: 'x' },
      gateway: 'vm39,vm39',
      vip_group: {
        preempt: 'yes',
        vips: [{ vip: '10.7.9', mask: 33, default_gateway: 'vm99' }, { vip: 'fd00::9' }],
      },
      gateways: [],
    };
    expect(linesOf(wrong)).toEqual([
      'spec.name = " ap ": begins or ends with white space',
      'spec.type = "FC": give Kubernetes or iSCSI',
      'spec.cluster_info.xmsServers = "10.7.0.1,,10.7.0.2": has an empty entry; separate entries by single commas',
      'spec.cluster_info.secret_namespace: is required',
      'spec.cluster_info.secret_name = "SDS": is no name of Kubernetes: small letters, digits, - and .',
      'spec.cluster_info.secretNamespace: is not known here; known are xmsServers, secret_namespace, secret_name; did you mean secret_namespace?',
      'spec.gateway = "vm39,vm39": vm39 is listed twice; name each once',
      'spec.vip_group.preempt = "yes": give true or false',
      'spec.vip_group.vips[0].vip = "10.7.9": is neither an IPv4 nor an IPv6 address',
      'spec.vip_group.vips[0].default_gateway = "vm99": is none of the gateways of this access path (vm39, vm39); add it to gateway or name one of them',
      'spec.vip_group.vips[1].mask: is required with an IPv6 address, from 1 to 128',
      'spec.gateways: is not known here; known are name, type, cluster_info, gateway, vip_group; did you mean gateway?',
    ]);
  });

  test.each([
    [undefined, 'spec: is required'],
    ['ap', 'spec = "ap": give an object'],
    [{ ...article, gateway: undefined }, 'spec.gateway: is required'],
    [{ ...article, gateway: 'vm39 vm40' }, 'spec.gateway = "vm39 vm40": is no host name'],
    [{ ...article, gateway: 'vm39,' }, 'spec.gateway = "vm39,": has an empty entry'],
    [
      { ...article, cluster_info: { ...article.cluster_info, xmsServers: '10.7.0.1,http://10.7.0.1:8056/' } },
      'http://10.7.0.1:8056/ is listed twice',
    ],
    [
      withVip({ vip: '10.7.9.1', mask: '24' }),
      'spec.vip_group.vips[0].mask = "24": give a whole number from 1 to 32',
    ],
    [withVip({ vip: '10.7.9.1', mask: 0 }), 'give a whole number from 1 to 32'],
    [withVip({ vip: 'fd00::9', mask: 129 }), 'give a whole number from 1 to 128'],
    [withVip('10.7.9.1'), 'spec.vip_group.vips[0] = "10.7.9.1": give an object'],
    [
      {
        ...article,
        vip_group: {
          vips: [
            { vip: 'fd00::9', mask: 64 },
            { vip: 'FD00:0::9', mask: 64 },
          ],
        },
      },
      'spec.vip_group.vips[1].vip = "FD00:0::9": is listed twice',
    ],
    [{ ...article, vip_group: { vips: '10.7.9.1' } }, 'spec.vip_group.vips = "10.7.9.1": give a list'],
    [{ ...article, name: 'n'.repeat(129) }, 'is longer than 128 characters'],
  ])('%j: %s', (spec, text) => {
    expect(linesOf(spec).join('\n')).toContain(text);
  });
});

test.each([
  ['10.7.9.1', '10.7.9.1', true],
  ['::ffff:10.7.9.1', '::ffff:a07:901', true],
  ['::', '0:0:0:0:0:0:0:0', true],
  ['1::', '1:0::0', true],
  ['10.7.9.1', '10.7.9.2', false],
  ['fd00::9', '10.7.9.1', false],
  ['not an address', 'nor this', false],
  ['1:2:3:4:5:6:7::8', '1:2:3:4:5:6:7:8', false],
  ['01.2.3.4', '1.2.3.4', false],
  ['1:2', '1:2::', false],
])('%s and %s are the same address: %s', (a, b, expected) => {
  expect(sameAddress(a, b)).toBe(expected);
});
