/**
 * The linter, and with it the arrows of the house: which folder may lean on which. `docs/architecture.md` draws the same picture;
 * `test/arrows.test.ts` proves that these rules fire.
 */
import { defineConfig } from 'oxlint';

/** From the ground up. What stands in one row does not know its neighbours; nothing leans on a later row. */
const rows: readonly (readonly string[])[] = [
  ['model'],
  ['config'],
  ['store'],
  ['observe'],
  ['identity', 'discover', 'secrets'],
  ['inventory'],
  ['detect', 'replay'],
  ['protect'],
  ['assess'],
  ['respond'],
  ['server', 'assist'],
  ['app.ts', 'offline.ts', 'gateway-thread.ts'],
  ['cli'],
];

/** Folders of `store/` that hold adapters, not ports: only the joining files may import them. */
const adapters = '(sqlite|duckdb|spool|inbox|versions|data-folder\\.ts)';

type Pattern = { readonly message: string } & ({ readonly regex: string } | { readonly group: string[] });

const outside: readonly Pattern[] = [
  { regex: '^(\\.\\./)+(lab|console|bench|test|build)/', message: 'src leans on nothing outside src.' },
];

const adapterPattern: Pattern = {
  regex: `(^|/)store/${adapters}`,
  message: 'Only app.ts, offline.ts and gateway-thread.ts join adapters to ports.',
};

const literal = (name: string): string => name.replace('.', '\\.');

/** What a folder may not import, by its row. */
const forbidden = (folder: string, row: number): Pattern[] => {
  const later = rows.slice(row + 1).flat();
  const beside = (rows[row] ?? []).filter((other) => other !== folder);
  const names = [...later, ...beside].map(literal).join('|');
  return [
    ...outside,
    ...(names === ''
      ? []
      : [{ regex: `^(\\.\\./)+(${names})(/|$)`, message: `${folder} may not lean on this folder.` }]),
    ...(folder === 'store' ? [] : [adapterPattern]),
  ];
};

const restrict = (
  patterns: readonly Pattern[],
): { 'no-restricted-imports': ['error', { patterns: Pattern[] }] } => ({
  'no-restricted-imports': ['error', { patterns: [...patterns] }],
});

/** Parts that judge without side effects: they get what they need as arguments. */
const pure: readonly Pattern[] = [
  {
    regex: '^node:(fs|net|http|http2|https|tls|dgram|dns|child_process|worker_threads|sqlite)',
    message: 'A judging part has no side effects.',
  },
  { regex: '^(undici|pino|kysely|@duckdb|hono|ws)', message: 'A judging part has no side effects.' },
  { regex: '(^|/)(store|clock\\.ts)(/|$)', message: 'A judging part takes no store and no clock.' },
];

/** Folders of judging parts, with the files a part may import from its own folder. */
const judging: readonly {
  readonly folder: string;
  readonly row: number;
  readonly glob: string;
  readonly may: readonly string[];
}[] = [
  { folder: 'protect', row: 7, glob: 'src/protect/guards/*.ts', may: ['guard.ts'] },
  { folder: 'observe', row: 3, glob: 'src/observe/classes/*.ts', may: ['data-class.ts'] },
];

const folderOverrides = rows.flatMap((row, index) =>
  row
    .filter((name) => !name.endsWith('.ts'))
    .map((folder) => ({
      files: [`src/${folder}/**/*.ts`],
      rules: restrict(folder === 'cli' ? [...outside, adapterPattern] : forbidden(folder, index)),
    })),
);

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'react', 'jsx-a11y'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['node_modules', 'dist', 'console/dist', 'lab/web/**/*.js', '**/generated/**'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-self-import': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': [
      'error',
      {
        allowForKnownSafeCalls: [
          {
            from: 'package',
            package: 'node:test',
            name: ['describe', 'it', 'test', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
          },
        ],
      },
    ],
    'typescript/return-await': ['error', 'in-try-catch'],
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    'typescript/consistent-type-imports': 'error',
    // Express 5 forwards what an async handler throws, and Hono and Fastify always did.
    'oxc/no-async-endpoint-handlers': 'off',
    'typescript/switch-exhaustiveness-check': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-assertion': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-unnecessary-boolean-literal-compare': 'off',
    'typescript/no-unnecessary-type-arguments': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/unbound-method': 'off',
    'no-var': 'error',
    eqeqeq: 'error',
    'no-console': 'off',
    'no-shadow': 'off',
    'no-await-in-loop': 'off',
    'no-control-regex': 'off',
    'no-underscore-dangle': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'unicorn/no-useless-undefined': 'off',
    'import/no-unassigned-import': 'off',
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    'react/react-in-jsx-scope': 'off',
    'react/no-unstable-nested-components': ['error', { allowAsProps: true }],
    'promise/always-return': 'off',
    'promise/no-multiple-resolved': 'off',
  },
  overrides: [
    ...folderOverrides,
    ...judging.map(({ folder, row, glob, may }) => ({
      files: [glob],
      rules: restrict([
        ...forbidden(folder, row),
        ...pure,
        {
          group: ['./*', ...may.map((file) => `!./${file}`)],
          message: 'A judging part does not know its siblings.',
        },
      ]),
    })),
    {
      files: judging.flatMap(({ glob }) => [
        glob.replace('*.ts', 'index.ts'),
        glob.replace('*.ts', '*.test.ts'),
      ]),
      rules: { 'no-restricted-imports': 'off' },
    },
    {
      files: ['src/app.ts', 'src/offline.ts', 'src/gateway-thread.ts'],
      rules: restrict([...outside, { regex: '(^|/)cli/', message: 'The commands lean on app.ts.' }]),
    },
    {
      files: ['src/**/*.test.ts', 'src/**/testing/**', 'src/**/*.bench.ts'],
      rules: { 'no-restricted-imports': 'off' },
    },
    {
      files: ['console/src/**'],
      rules: restrict([
        { regex: '(^|/)(src|lab)/', message: 'The console sees only the control API’s generated types.' },
      ]),
    },
    {
      // Grids, listboxes and live regions have no tag of their own that could be drawn as wanted; their keys are handled by the
      // grid, the listbox or the page; an effect that follows the address or a popover's opening sets state on purpose.
      files: ['console/src/**'],
      rules: {
        'jsx-a11y/prefer-tag-over-role': 'off',
        'jsx-a11y/click-events-have-key-events': 'off',
        'jsx-a11y/no-static-element-interactions': 'off',
        'jsx-a11y/interactive-supports-focus': 'off',
        'jsx-a11y/control-has-associated-label': 'off',
        'react/set-state-in-effect': 'off',
        'react/exhaustive-effect-dependencies': 'off',
        'react/incompatible-library': 'off',
      },
    },
    {
      files: ['lab/**'],
      rules: restrict([
        { regex: '^(\\.\\./)+(src|console|bench)/', message: 'The lab knows nothing of what judges it.' },
      ]),
    },
  ],
});
