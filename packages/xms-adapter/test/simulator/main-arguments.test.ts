import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/simulator/main-arguments.js';

const noFile = (file: string): string => {
  throw new Error(`no such file: ${file}`);
};

describe('the arguments of the standalone simulator', () => {
  it('place managers at their sites, and the control port', () => {
    const argv = [
      '--listen',
      'a=127.0.0.1:8056,b=127.0.0.1:8057,a=[::1]:8058',
      '--control',
      '127.0.0.1:9000',
    ];
    const { options, problems } = readArguments(argv, noFile);
    expect(problems).toEqual([]);
    expect(options.topology?.managers).toEqual([
      { name: 'manager-a', site: 'a', host: '127.0.0.1', port: 8056 },
      { name: 'manager-b', site: 'b', host: '127.0.0.1', port: 8057 },
      { name: 'manager-a2', site: 'a', host: '::1', port: 8058 },
    ]);
    expect(options.control).toEqual({ host: '127.0.0.1', port: 9000 });
  });

  it('read switches, topology and times from a file', () => {
    const config = { switches: { paging: 'absent' }, topology: { clusterName: 'c' }, leaseMs: 700 };
    const { options, problems } = readArguments(['--config', 'sim.json'], () => JSON.stringify(config));
    expect(problems).toEqual([]);
    expect(options).toMatchObject({
      switches: { paging: 'absent' },
      leaseMs: 700,
      topology: { clusterName: 'c' },
    });
    expect(options.topology?.hosts).toHaveLength(7);
  });

  it.each([
    [['--listen', 'c=127.0.0.1:1'], '{}', "--listen: 'c=127.0.0.1:1' is not a=HOST:PORT or b=HOST:PORT"],
    [['--listen', 'a=127.0.0.1:70000'], '{}', "--listen: '127.0.0.1:70000' is not HOST:PORT"],
    [['--control', '9000'], '{}', "--control: '9000' is not HOST:PORT"],
    [['--config', 'f'], '[]', 'f: must be a JSON object'],
    [['--config', 'f'], '{"colour":1}', "f: 'colour' is not one of"],
    [['--config', 'f'], '{"switches":{"paging":1}}', 'f: switches.paging: must be one of present, absent'],
    [['--port', '1'], '{}', "Unknown option '--port'"],
  ])('%j with %s are refused', (argv, file, problem) => {
    expect(readArguments(argv, () => file).problems.join('\n')).toContain(problem);
  });

  it('say all that is wrong at once', () => {
    const { problems } = readArguments(['--listen', 'x', '--control', 'y', '--config', 'z'], noFile);
    expect(problems).toHaveLength(3);
    expect(problems).toContain('z: no such file: z');
  });
});
