/** The walls of the house. tools/test/walls.test.ts breaks each rule once and sees it fall. */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'packages/domain/src imports only itself',
      from: { path: '^packages/domain/src' },
      to: { pathNot: '^packages/domain/src' },
    },
    {
      name: 'product-domain-does-not-use-its-test-kit',
      severity: 'error',
      from: { path: '^packages/domain/src', pathNot: '^packages/domain/src/testing' },
      to: { path: '^packages/domain/src/testing' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^packages/([^/]+-adapter)/src' },
      to: { path: '^packages/[^/]+-adapter/', pathNot: '^packages/$1/' },
    },
    {
      name: 'linux-host-is-a-floor-below-the-adapters',
      severity: 'error',
      from: { path: '^packages/linux-host/src' },
      to: { path: '^packages/', pathNot: '^packages/(linux-host|domain)/' },
    },
    {
      name: 'packages-do-not-import-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|lab|demo|sanity|e2e|charts)/' },
    },
    {
      name: 'apps-do-not-import-the-lab',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(lab|demo|sanity|e2e|charts)/' },
    },
    {
      name: 'the-lab-does-not-know-who-builds-on-it',
      severity: 'error',
      from: { path: '^(lab|demo|sanity)/' },
      to: { path: '^(e2e|charts)/' },
    },
    {
      name: 'product-does-not-ship-simulators',
      severity: 'error',
      from: { path: '^apps/[^/]+/src' },
      to: { path: '^packages/[^/]+/src/(simulator|testing)/' },
    },
    {
      name: 'di-only-in-compositions',
      severity: 'error',
      from: { pathNot: '^apps/[^/]+/src/(composition/|main\\.ts)' },
      to: { path: 'node_modules/(tsyringe|reflect-metadata)' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared-deps-only',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(packages|apps)/[^/]+/(dist|dist-spec|bundle|coverage)/|^(lab|demo|sanity|e2e|charts/check)/(dist|dist-spec|bundle)/',
    },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@twinsite/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
