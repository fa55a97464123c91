/** Examples of Next.js applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const nextExamples: readonly FrameworkExample[] = [
  {
    title: 'pages and app folders, groups, catch-alls, methods by comparison, sessions in handlers',
    files: {
      'package.json': `{ "dependencies": { "next": "14.0.0" } }`,
      'next.config.js': `module.exports = { basePath: '/docs' };`,
      'pages/api/hello.js': `
export default function handler(req, res) { res.status(200).json({ name: req.query.name }); }
`,
      'pages/api/users/[id]/index.ts': `
import { getServerSession } from 'next-auth';
/** One user. */
export default async function handler(req, res) {
  const session = await getServerSession(req, res, options);
  if (!session) return res.status(401).end();
  const { id, verbose } = req.query;
  switch (req.method) {
    case 'GET':
      return res.json(find(id, verbose));
    case 'PATCH': {
      const { email } = req.body;
      return res.json(email);
    }
    default:
      return res.status(405).end();
  }
}
`,
      'pages/api/auth/[...nextauth].ts': `
import NextAuth from 'next-auth';
export default NextAuth({ providers: [] });
`,
      'pages/index.tsx': `
export default function Home() { return <a href="/api/not-here" onClick={() => fetch('/api/hello')}>x</a>; }
`,
      'app/(shop)/api/orders/[orderId]/items/[...path]/route.ts': `
import { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { requireUser } from '@/lib/auth';
const Body = z.object({ amount: z.number(), note: z.string().optional() });
export async function GET(request: NextRequest, { params }: { params: { orderId: string } }) {
  const page = request.nextUrl.searchParams.get('page');
  const { searchParams } = new URL(request.url);
  return NextResponse.json({ page, size: searchParams.get('size'), trace: request.headers.get('x-trace') });
}
// Adds an item
export const POST = async (request: Request) => {
  await requireUser();
  const body = Body.parse(await request.json());
  const form = await request.formData();
  return Response.json({ body, file: form.get('file') });
};
`,
      'app/lib/helper.ts': `export async function GET() { return 1; }`,
      'lib/auth.ts': `export async function requireUser() { if (!cookie()) throw new Error('UNAUTHORIZED'); }`,
    },
    routes: [
      {
        route: 'ANY /docs/api/hello',
        params: ['query name'],
        file: 'pages/api/hello.js',
        line: 2,
        handler: 'handler',
      },
      {
        route: 'GET /docs/api/users/{id}',
        params: ['path id', 'query verbose', 'body email'],
        auth: 'required session',
        purpose: 'One user.',
      },
      { route: 'PATCH /docs/api/users/{id}', auth: 'required session' },
      { route: 'GET /docs/api/auth/{nextauth*}' },
      { route: 'POST /docs/api/auth/{nextauth*}' },
      {
        route: 'GET /docs/api/orders/{orderId}/items/{path*}',
        params: ['path orderId', 'path path', 'query page', 'query size', 'header x-trace'],
        auth: 'unknown',
        line: 6,
      },
      {
        route: 'POST /docs/api/orders/{orderId}/items/{path*}',
        params: ['path orderId', 'path path', 'body amount: number', 'body note: string', 'form file'],
        auth: 'required session',
        purpose: 'Adds an item',
      },
    ],
  },
];
