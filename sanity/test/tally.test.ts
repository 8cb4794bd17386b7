import { expect, test } from 'vitest';
import { claimSpecs, countsOf } from '../src/report/claims.js';
import { readGinkgoReport } from '../src/report/ginkgo-report.js';
import { tallyOf } from '../src/report/tally.js';

const location = { FileName: '/go/pkg/mod/csi-test/v5@v5.6.0/pkg/sanity/controller.go', LineNumber: 813 };
const spec = (LeafNodeText: string, State: string, Message?: string) => ({
  ContainerHierarchyTexts: ['Controller Service', 'CreateVolume'],
  LeafNodeType: 'It',
  LeafNodeText,
  State,
  ...(Message === undefined ? {} : { Failure: { Message, Location: location } }),
});

const report = (specs: readonly object[], config: object = {}, extra: object = {}): string =>
  JSON.stringify([
    { SuiteConfig: { FocusStrings: null, ...config }, SpecReports: specs, RunTime: 1, ...extra },
  ]);

const tally = (...specs: readonly object[]) => tallyOf(readGinkgoReport(report(specs)));

test('every spec is counted once, in the place it belongs to', () => {
  const counted = tally(
    spec('should work', 'passed'),
    spec('should list', 'skipped', 'ListVolumes not supported'),
    spec('should page', 'pending'),
    spec('should attach', 'skipped', 'testnodevolumeattachlimit not enabled'),
    spec('should delete', 'failed', 'unexpected error: no such volume'),
  );
  expect(countsOf(counted)).toEqual({ passed: 1, failed: 1, skippedByCapability: 1, skippedByUs: 1 });
  expect(counted.pending).toEqual(['Controller Service CreateVolume should page']);
});

test.each([
  ['ControllerPublishVolume.readonly field not supported', 'capability'],
  ['Service does not have single node multi writer capability', 'capability'],
  ['node does not report accessible topology', 'capability'],
  ['No MaxVolumesPerNode', 'capability'],
  ['Required bytes not supported', 'us'],
  ['Config.IdempotentCount is zero or negative, skip tests', 'us'],
  ['', 'us'],
])('a spec skipped with "%s" was left out by %s', (reason, whose) => {
  const counts = countsOf(tally(spec('should work', 'skipped', reason)));
  expect(counts).toMatchObject({
    skippedByCapability: whose === 'capability' ? 1 : 0,
    skippedByUs: whose === 'us' ? 1 : 0,
  });
});

test('a failure is told in one line, without the dump of Go objects', () => {
  const message = `failed to create target directory
Unexpected error:
    <*errors.errorString | 0x8cbaaf0dcc0>: 
    rpc error: code = Internal desc = mistake 17
    {
        s: "a dump {",
        inner: {
            more: true,
        },
    }
occurred`;
  expect(tally(spec('should work', 'failed', message)).failed).toEqual([
    {
      name: 'Controller Service CreateVolume should work',
      reason:
        'failed to create target directory | rpc error: code = Internal desc = mistake 17 (controller.go:813)',
    },
  ]);
});

test('what failed outside a spec, panicked or ran out of time is a failure too', () => {
  const setup = { LeafNodeType: 'BeforeSuite', LeafNodeText: '', State: 'panicked' };
  const specs = [setup, spec('should end', 'timedout')];
  const whole = { SpecialSuiteFailureReasons: ['Suite Timeout Elapsed'] };
  const { failed } = tallyOf(readGinkgoReport(report(specs, {}, whole)));
  expect(failed.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
    'BeforeSuite: panicked',
    'Controller Service CreateVolume should end: timedout',
    'the suite: Suite Timeout Elapsed',
  ]);
});

test.each([
  ['FocusStrings', { FocusStrings: ['Node'] }],
  ['SkipStrings', { SkipStrings: ['Controller'] }],
  ['LabelFilter', { LabelFilter: 'fast' }],
  ['DryRun', { DryRun: true }],
])('a report made with %s counts for nothing', (name, config) => {
  expect(() => readGinkgoReport(report([spec('should work', 'passed')], config))).toThrow(name);
});

test.each(['[]', '{}', '[{}]'])('%s is not a report', (text) => {
  expect(() => readGinkgoReport(text)).toThrow('one suite');
});

test('each spec that ran or was left out by us is a claim, what is not advertised is a note', () => {
  const lines: string[] = [];
  const claims = {
    check: (claim: string, holds: boolean, evidence: string) =>
      void lines.push(`${holds ? 'PASS' : 'FAIL'} ${claim} ${evidence}`.trim()),
    note: (line: string) => void lines.push(line),
  };
  const specs = [
    spec('a', 'passed'),
    spec('b', 'skipped', 'ListVolumes not supported'),
    spec('c', 'skipped', ''),
    spec('d', 'failed', 'no'),
  ];
  claimSpecs(tally(...specs), claims);
  expect(lines).toEqual([
    'PASS Controller Service CreateVolume a passed',
    'not advertised, 1 specs: ListVolumes not supported',
    'FAIL Controller Service CreateVolume c skipped by the way it was run: filtered out',
    'FAIL Controller Service CreateVolume d no (controller.go:813)',
  ]);
});
