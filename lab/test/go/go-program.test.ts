import { expect, test } from 'vitest';
import { linkerFlags, replacements, toolsFile, type GoProgram } from '../../src/go/go-program.js';

const kube: GoProgram = {
  kind: 'kube',
  module: 'k8s.io/kubernetes',
  version: 'v1.36.3',
  commands: ['kubelet', 'kubectl'],
  variables: { 'a/version.gitVersion': 'v1.36.3' },
};

test('libraries inside the Kubernetes repository become their published versions', () => {
  const file = {
    Replace: [{ Old: { Path: 'k8s.io/api' }, New: { Path: './staging/src/k8s.io/api' } }],
  };
  expect(replacements(kube, file)).toEqual(['-replace=k8s.io/api=k8s.io/api@v0.36.3']);
});

test('any other replacement is repeated as it is', () => {
  const file = {
    Replace: [{ Old: { Path: 'a.example/x' }, New: { Path: 'b.example/x', Version: 'v1.2.3' } }],
  };
  expect(replacements(kube, file)).toEqual(['-replace=a.example/x=b.example/x@v1.2.3']);
});

test.each([{}, { Replace: null }])('a module without replacements (%j) needs none', (file) => {
  expect(replacements(kube, file)).toEqual([]);
});

test('programs tell their version, and every command is imported', () => {
  expect(linkerFlags(kube)).toBe('-s -w -X a/version.gitVersion=v1.36.3');
  expect(toolsFile(kube)).toContain(
    'import _ "k8s.io/kubernetes/cmd/kubelet"\nimport _ "k8s.io/kubernetes/cmd/kubectl"',
  );
});
