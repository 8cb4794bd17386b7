/** The parts of Ginkgo's JSON report (--ginkgo.json-report) that are read; field names are Go's. */
export interface GinkgoReport {
  readonly SuiteConfig: SuiteConfig;
  /** Why the suite as a whole failed, beyond its specs. */
  readonly SpecialSuiteFailureReasons?: readonly string[] | null;
  readonly SpecReports: readonly SpecReport[] | null;
  /** Nanoseconds. */
  readonly RunTime: number;
}

export interface SuiteConfig {
  readonly FocusStrings?: readonly string[] | null;
  readonly SkipStrings?: readonly string[] | null;
  readonly FocusFiles?: readonly string[] | null;
  readonly SkipFiles?: readonly string[] | null;
  readonly LabelFilter?: string;
  readonly SemVerFilter?: string;
  readonly DryRun?: boolean;
}

export interface SpecReport {
  readonly ContainerHierarchyTexts?: readonly string[] | null;
  readonly LeafNodeType: string;
  readonly LeafNodeText: string;
  readonly State: string;
  readonly Failure?: Failure;
}

export interface Failure {
  readonly Message: string;
  readonly ForwardedPanic?: string;
  readonly Location: { readonly FileName: string; readonly LineNumber: number };
}

/** The one suite in the text of a report. Throws when the text is something else, or when specs were filtered out. */
export function readGinkgoReport(text: string): GinkgoReport {
  const [suite, ...others] = [JSON.parse(text) as unknown].flat() as readonly Partial<GinkgoReport>[];
  if (suite?.SuiteConfig === undefined || !Array.isArray(suite.SpecReports) || others.length > 0)
    throw new Error('the report of csi-sanity does not hold one suite with its specs');
  const filter = filterOf(suite.SuiteConfig);
  if (filter !== undefined) throw new Error(`csi-sanity ran with ${filter} set: its counts prove nothing`);
  return suite as GinkgoReport;
}

function filterOf(config: SuiteConfig): string | undefined {
  const names = [
    'FocusStrings',
    'SkipStrings',
    'FocusFiles',
    'SkipFiles',
    'LabelFilter',
    'SemVerFilter',
  ] as const;
  return config.DryRun === true ? 'DryRun' : names.find((name) => (config[name]?.length ?? 0) > 0);
}
