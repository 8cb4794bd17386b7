import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const impure = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Domain code takes the time as an input (Clock port).',
  },
  {
    selector: "NewExpression[callee.name='Date']",
    message: 'Domain code takes the time as an input (Clock port).',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Domain code takes ids as inputs.',
  },
];
const moduleMocks = [
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
    message: 'Use a fake or the simulator; modules of our own are never mocked.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(skip|only|todo)$/][callee.object.name=/^(it|test|describe)$/]',
    message: 'No skipped or focused tests.',
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/dist-spec/**', '**/bundle/**', '**/generated/**', '**/.nx/**'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['*.ts', '*/vitest.config.ts', '*/*/vitest.config.ts'],
          maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 30,
        },
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 200],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      complexity: ['error', 12],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...moduleMocks],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ['packages/domain/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...moduleMocks, ...impure] },
  },
  { files: ['**/test/**/*.ts', '**/testing/contracts/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/vitest.config.ts', 'vitest.*.ts'], extends: [tseslint.configs.disableTypeChecked] },
);
