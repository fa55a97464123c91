import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discover } from '../command.ts';
import type { ApiTruth } from './api.ts';
import { APIS } from './apis/index.ts';
import { type RouteScore, routeControl, score } from './score.ts';
import { trafficOf } from './traffic.ts';

export interface ApiResult {
  readonly id: string;
  readonly requests: number;
  readonly product: RouteScore;
  readonly control: RouteScore;
}

export interface RoutesResult {
  readonly part: 'full' | 'few';
  readonly apis: readonly ApiResult[];
}

/** The traffic of every service: `full` is a day's worth, `few` has three requests or so an operation. */
export function routeTruths(seed: number, part: RoutesResult['part']): readonly ApiTruth[] {
  return APIS.map((api) =>
    trafficOf(
      api,
      seed,
      part === 'full' ? { requests: api.requests, floor: 8 } : { requests: api.routes.length * 3, floor: 2 },
    ),
  );
}

/** Writes the captures into `folder`, runs the command on them and scores its answer. */
export async function runRoutes(
  seed: number,
  part: RoutesResult['part'],
  folder: string,
  timeoutMs: number,
): Promise<RoutesResult> {
  const truths = routeTruths(seed, part);
  const files = await Promise.all(
    truths.map(async (truth) => {
      const file = join(folder, `${part}-${truth.id}.ndjson`);
      await writeFile(
        file,
        truth.requests.map((request) => `${JSON.stringify(request.captured)}\n`).join(''),
      );
      return file;
    }),
  );
  const found = await discover(files, join(folder, `${part}.json`), timeoutMs);
  return {
    part,
    apis: truths.map((truth) => ({
      id: truth.id,
      requests: truth.requests.length,
      product: score(
        truth,
        found.filter((one) => one.host === truth.host),
      ),
      control: score(truth, routeControl(truth)),
    })),
  };
}
