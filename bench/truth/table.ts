import type { ClassesResult } from './classes/run.ts';
import type { RouteScore } from './routes/score.ts';
import type { RoutesResult } from './routes/run.ts';

type Cell = string | number;

/** Columns as wide as their widest cell; text to the left, numbers to the right. */
function columns(rows: readonly (readonly Cell[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => String(row[at] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const share = (value: number) => value.toFixed(3);

/** Sums over every service: exact templates of all shown and of all true ones. */
function overall(scores: readonly RouteScore[]) {
  const sum = (of: (score: RouteScore) => number) => scores.reduce((total, score) => total + of(score), 0);
  const exact = sum((score) => score.exact);
  const precision =
    exact /
    Math.max(
      1,
      sum((score) => score.shown),
    );
  const recall =
    exact /
    Math.max(
      1,
      sum((score) => score.operations),
    );
  return {
    operations: sum((score) => score.operations),
    shown: sum((score) => score.shown),
    exact,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    splits: sum((score) => score.splits),
    merges: sum((score) => score.merges),
    phantoms: sum((score) => score.phantoms),
  };
}

const cells = (score: ReturnType<typeof overall>): readonly Cell[] => [
  score.operations,
  score.shown,
  score.exact,
  share(score.precision),
  share(score.recall),
  share(score.f1),
  score.splits,
  score.merges,
  score.phantoms,
];

/** Routes by service, with the trivial control's F1, wrong merges and phantoms at the end of each line. */
export function routeTable(part: RoutesResult, details: boolean): string {
  const title =
    part.part === 'full'
      ? 'Routes, a day of traffic'
      : 'Routes, few samples (about three requests an operation)';
  const head: Cell[] = [
    'service',
    'requests',
    'true',
    'shown',
    'exact',
    'precision',
    'recall',
    'F1',
    'split',
    'merged',
    'phantom',
    '|',
    'control F1',
    'split',
    'merged',
    'phantom',
  ];
  const line = (
    name: string,
    requests: number,
    product: ReturnType<typeof overall>,
    control: ReturnType<typeof overall>,
  ): readonly Cell[] => [
    name,
    requests,
    ...cells(product),
    '|',
    share(control.f1),
    control.splits,
    control.merges,
    control.phantoms,
  ];
  const rows = part.apis.map((api) =>
    line(api.id, api.requests, overall([api.product]), overall([api.control])),
  );
  const total = line(
    'all',
    part.apis.reduce((sum, api) => sum + api.requests, 0),
    overall(part.apis.map((api) => api.product)),
    overall(part.apis.map((api) => api.control)),
  );
  const mean = (of: (api: RoutesResult['apis'][number]) => number) =>
    share(part.apis.reduce((sum, api) => sum + of(api), 0) / Math.max(1, part.apis.length));
  const means: readonly Cell[] = [
    'mean of services',
    '',
    '',
    '',
    '',
    mean((api) => api.product.precision),
    mean((api) => api.product.recall),
    mean((api) => api.product.f1),
    '',
    '',
    '',
    '|',
    mean((api) => api.control.f1),
  ];
  const why = details ? part.apis.flatMap((api) => [`\n${api.id}`, ...mistakes(api.product)]) : [];
  return [title, columns([head, ...rows, means, total]), ...why].join('\n');
}

function mistakes(score: RouteScore): readonly string[] {
  return [
    ...score.mergeOf.map((merge) => `  merged   ${merge.shown}  <=  ${merge.truth.join(', ')}`),
    ...score.splitOf.map(
      (split) =>
        `  split    ${split.truth}  =>  ${split.shown.length}: ${split.shown.slice(0, 4).join(', ')}`,
    ),
    ...score.missed.map((missed) => `  missed   ${missed}`),
    ...score.phantomOf.map((phantom) => `  phantom  ${phantom}`),
  ];
}

/** Data classes, one line a class, and the control on the classes it knows. */
export function classTable(result: ClassesResult, details: boolean): string {
  const head: Cell[] = [
    'class',
    'right',
    'missed',
    'wrong',
    'precision',
    'recall',
    '|',
    'control right',
    'missed',
    'wrong',
  ];
  const rows = Object.entries(result.product.byClass).map(([id, one]): readonly Cell[] => {
    const control = result.controlOverall.byClass[id];
    return [
      id,
      one.right,
      one.missed,
      one.wrong,
      one.right + one.wrong === 0 ? '-' : share(one.right / (one.right + one.wrong)),
      one.right + one.missed === 0 ? '-' : share(one.right / (one.right + one.missed)),
      '|',
      control?.right ?? 0,
      control?.missed ?? 0,
      control?.wrong ?? 0,
    ];
  });
  const lines = (
    [
      ['all classes', result.product],
      ['naive patterns, all classes', result.controlOverall],
      ['on email, phone, card, address alone', result.productOnThose],
      ['naive patterns on those', result.controlOnItsOwn],
    ] as const
  ).map(([name, score]): readonly Cell[] => [
    name,
    share(score.precision),
    share(score.recall),
    share(score.f1),
  ]);
  const why = details
    ? [
        '\nmissed',
        ...result.product.misses.map((miss) => `  ${miss}`),
        '\nfalse alarms',
        ...result.product.falseAlarms.map((alarm) => `  ${alarm}`),
      ]
    : [];
  return [
    `Data classes, ${result.product.cases} operations`,
    columns([head, ...rows]),
    '',
    columns([['', 'precision', 'recall', 'F1'], ...lines]),
    ...why,
  ].join('\n');
}
