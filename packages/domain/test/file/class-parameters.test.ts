import fc from 'fast-check';
import { formatHomeShare, parseFileParameters, parseHomeShare } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';

const shares = '192.168.120.250:/sdsfs/csi-fs-1/';
const parse = (parameters: Readonly<Record<string, string>>) =>
  parseFileParameters({ shares, ...parameters });

describe('a StorageClass of the file driver', () => {
  test('as the article writes it, with user and password', () => {
    const article = {
      xmsServers: '10.0.0.1,10.0.0.2',
      user: 'admin',
      password: 'canary',
      clientGroupName: '',
    };
    expect(parse(article)).toEqual({
      ok: true,
      value: {
        shares: [{ vip: '192.168.120.250', folder: 'csi-fs-1' }],
        access: { kind: 'public' },
        xmsServers: ['10.0.0.1', '10.0.0.2'],
        credentials: { kind: 'password', user: 'admin', password: 'canary' },
      },
    });
  });

  test('with a secret, and what the sidecars of Kubernetes add', () => {
    const given = parse({ 'csi.storage.k8s.io/pvc/name': 'claim', access: 'node' });
    expect(given).toMatchObject({ ok: true, value: { access: { kind: 'node' }, credentials: undefined } });
  });

  test.each([
    [{}, { kind: 'public' }],
    [{ clientGroupName: 'k8s' }, { kind: 'group', group: 'k8s' }],
    [
      { clientGroupName: ' k8s ', access: 'group' },
      { kind: 'group', group: 'k8s' },
    ],
    [{ access: 'public' }, { kind: 'public' }],
  ])('%j has the access %j', (parameters, access) => {
    expect(parse(parameters)).toMatchObject({ ok: true, value: { access } });
  });

  test.each([
    [{ shares: '' }, 'parameters["shares"]'],
    [{ shares: `${shares},${shares}` }, 'parameters["shares"]'],
    [{ shares: '[fd00::1]:/sdsfs/f/,[fd00:0::1]:/sdsfs/f' }, 'parameters["shares"]'],
    [{ shares: '10.0.0.1/sdsfs/f/' }, 'parameters["shares"]'],
    [{ shares: 'fd00::1:/sdsfs/f/' }, 'parameters["shares"]'],
    [{ shares: '10.0.0.1:/sdsfs/' }, 'parameters["shares"]'],
    [{ shares: '10.0.0.1:/sdsfs/f/tree' }, 'parameters["shares"]'],
    [{ shares: '10.0.0.1:/sdsfs/../f' }, 'parameters["shares"]'],
    [{ shares: '10.0.0.1:/export/f/' }, 'parameters["shares"]'],
    [{ access: 'everyone' }, 'parameters["access"]'],
    [{ access: 'group' }, 'parameters["access"]'],
    [{ access: 'node', clientGroupName: 'k8s' }, 'parameters["clientGroupName"]'],
    [{ access: 'public', clientGroupName: 'k8s' }, 'parameters["clientGroupName"]'],
    [{ user: 'admin', xmsServers: 'm' }, 'parameters["password"]'],
    [{ password: 'canary', xmsServers: 'm' }, 'parameters["user"]'],
    [{ user: 'admin', password: 'canary' }, 'parameters["xmsServers"]'],
    [{ xmsServers: '10.0.0.1,10.0.0.1:8056' }, 'parameters["xmsServers"]'],
    [{ fsType: 'ext4' }, 'parameters["fsType"]'],
  ])('%j is refused by the name of its field', (parameters, field) => {
    const parsed = parse(parameters);
    expect(parsed).toMatchObject({ ok: false, problem: { kind: 'invalid-request', field } });
    expect(JSON.stringify(parsed)).not.toContain('canary');
  });
});

const address = fc.oneof(fc.ipV4(), fc.ipV6());
const folder = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/).filter((name) => name !== '..');

test('a share survives its text, whatever kind its address is of', () => {
  fc.assert(
    fc.property(address, folder, (vip, name) => {
      const share = { vip, folder: name };
      expect(parseHomeShare(formatHomeShare(share), 'shares')).toEqual({ ok: true, value: share });
    }),
  );
});

test('no text makes the parser throw, and what it takes names one folder', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.[\]]{0,20}:\/[a-z./]{0,20}$/)), (text) => {
      const share = parseHomeShare(text, 'shares');
      if (share.ok) expect(share.value.folder).toMatch(/^[^/]+$/);
    }),
  );
});
