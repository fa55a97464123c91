/** What an Express router serves, read from the router itself: the tests hold `operations.json` to it. */
import { z } from 'zod';

/** A route as the application serves it. */
export type ServedRoute = {
  /** Upper case; `ANY` for `all`. */
  readonly method: string;
  /** With {param}. */
  readonly path: string;
  /** Names of the middleware that runs before the handler, outermost first. */
  readonly guards: readonly string[];
};

const layerShape = z.object({
  name: z.string(),
  /** Where the layer is mounted, as the code wrote it. */
  rawPath: z.string(),
  handle: z.custom<{ readonly stack?: readonly unknown[] }>(),
  route: z
    .object({
      path: z.string(),
      methods: z.record(z.string(), z.boolean()),
      stack: z.array(z.object({ name: z.string(), method: z.string().optional() })),
    })
    .optional(),
});

const templateOf = (path: string): string =>
  path
    .replaceAll(/:(\w+)/g, '{$1}')
    .replaceAll('//', '/')
    .replace(/(?<=.)\/$/, '');

/**
 * The routes of a router, with those of the routers that it mounts.
 *
 * @param prefix where the router itself is mounted
 * @param outer names of the middleware before it
 * @example servedBy(app.router)
 */
export const servedBy = (
  router: { readonly stack: readonly unknown[] },
  prefix = '',
  outer: readonly string[] = [],
): readonly ServedRoute[] => {
  const guards: { readonly mount: string; readonly name: string }[] = [];
  const before = (path: string): readonly string[] => [
    ...outer,
    ...guards.filter(({ mount }) => path.startsWith(mount)).map(({ name }) => name),
  ];
  return router.stack.flatMap((layer) => {
    const { route, handle, name, rawPath } = layerShape.parse(layer);
    if (route) {
      const methods = route.methods['_all'] ? ['any'] : Object.keys(route.methods);
      return methods.map((method) => ({
        method: method.toUpperCase(),
        path: templateOf(`${prefix}${route.path}`),
        guards: [
          ...before(route.path),
          ...route.stack
            .filter((step) => method === 'any' || step.method === method)
            .slice(0, -1)
            .map((step) => step.name),
        ],
      }));
    }
    if (handle.stack)
      return servedBy(
        { stack: handle.stack },
        rawPath === '/' ? prefix : `${prefix}${rawPath}`,
        before(rawPath),
      );
    guards.push({ mount: rawPath, name });
    return [];
  });
};
