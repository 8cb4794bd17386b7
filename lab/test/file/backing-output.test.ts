import { expect, it } from 'vitest';
import { parseView } from '../../src/file/gateway-view.js';
import { parseUsage } from '../../src/file/tree-scripts.js';

it('counts only the trees of the folder, and those that hold nothing', () => {
  const text = `tree 12
tree 14
#0          4096      0      0     00 [--------]
#12        65536      0  65536     00 [--none--]
#13          100      0  65536     00 [--none--]
`;
  expect(parseUsage(text)).toEqual(
    new Map([
      [12, 67_108_864n],
      [14, 0n],
    ]),
  );
});

it('tells clients and VIPs of a gateway', () => {
  const text = `client 10.77.1.11:817
client [::ffff:10.77.2.12]:701
vip 10.77.9.2/16
`;
  expect(parseView(text)).toEqual({
    connections: [{ clientIp: '10.77.1.11' }, { clientIp: '10.77.2.12' }],
    vips: ['10.77.9.2'],
  });
});

it('shows a gateway that does not serve as idle', () => {
  expect(parseView('')).toEqual({ connections: [], vips: [] });
});
