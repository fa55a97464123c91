/** Examples of tRPC applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const trpcExamples: readonly FrameworkExample[] = [
  {
    title: 'nested routers below an Express application, a protected procedure',
    files: {
      'src/trpc.ts': `
import { initTRPC, TRPCError } from '@trpc/server';
const t = initTRPC.context<Context>().create();
const isAuthed = t.middleware(({ ctx, next }) => {
  if (!ctx.session?.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx });
});
export const createTRPCRouter = t.router;
export const publicProcedure = t.procedure;
export const protectedProcedure = t.procedure.use(isAuthed);
`,
      'src/posts.ts': `
import { z } from 'zod';
import { createTRPCRouter, publicProcedure, protectedProcedure } from './trpc';
export const postRouter = createTRPCRouter({
  /** One post. */
  byId: publicProcedure.input(z.object({ id: z.number().int() })).query(({ input }) => input.id),
  add: protectedProcedure
    .input(z.object({ title: z.string(), tags: z.array(z.string()).optional() }))
    .mutation(async ({ input, ctx }) => ctx.db.get('/not-a-route')),
});
`,
      'src/server.ts': `
import express from 'express';
import * as trpcExpress from '@trpc/server/adapters/express';
import { createTRPCRouter, publicProcedure } from './trpc';
import { postRouter } from './posts';
const appRouter = createTRPCRouter({ post: postRouter, health: publicProcedure.query(() => 'ok') });
const app = express();
app.use('/trpc', trpcExpress.createExpressMiddleware({ router: appRouter, createContext: () => ({}) }));
app.listen(4000);
`,
    },
    routes: [
      { route: 'GET /trpc/health', file: 'src/server.ts', line: 6, auth: 'unknown' },
      {
        route: 'GET /trpc/post.byId',
        params: ['query id: integer'],
        auth: 'unknown',
        purpose: 'One post.',
        file: 'src/posts.ts',
        line: 6,
      },
      {
        route: 'POST /trpc/post.add',
        params: ['body title: string', 'body tags: array'],
        auth: 'required session',
      },
    ],
  },
  {
    title: 'served by a file of Next.js',
    files: {
      'package.json': `{ "dependencies": { "next": "14" } }`,
      'src/app/api/trpc/[trpc]/route.ts': `
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { appRouter } from '@/server/root';
const handler = (req: Request) => fetchRequestHandler({ endpoint: '/api/trpc', req, router: appRouter });
export { handler as GET, handler as POST };
`,
      'src/server/root.ts': `
import { initTRPC } from '@trpc/server';
const t = initTRPC.create();
const inner = t.router({ ping: t.procedure.query(() => 'pong') });
export const appRouter = t.mergeRouters(inner, t.router({ deep: { er: t.procedure.mutation(() => 1) } }));
`,
    },
    routes: [{ route: 'GET /api/trpc/ping' }, { route: 'POST /api/trpc/deep.er' }],
  },
];
