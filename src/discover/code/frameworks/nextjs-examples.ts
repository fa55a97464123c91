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
        params: ['path id', 'query verbose'],
        auth: 'required session',
        purpose: 'One user.',
      },
      {
        route: 'PATCH /docs/api/users/{id}',
        params: ['path id', 'query verbose', 'body email'],
        auth: 'required session',
      },
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
  {
    title: 'methods by a chain of conditions; one schema for the query or the body, by the method',
    files: {
      'package.json': `{ "dependencies": { "next": "15.0.0" } }`,
      'pages/api/tags/[id].ts': `
import { rename } from '../../../lib/tags';
export default async function tags(req, res) {
  const id = Number(req.query.id);
  if (req.method === 'GET') {
    return res.json({ id });
  } else if (req.method === 'PUT') {
    return res.json(await rename(id, req.body));
  } else if (req.method === 'DELETE') {
    return res.json({ id, force: req.query.force });
  }
}
`,
      'lib/tags.ts': `export const rename = (id, body) => ({ id, name: body.name });`,
      'lib/request.ts': `
import { checkAuth } from './auth';
export async function parseRequest(request: Request, schema?: any) {
  const url = new URL(request.url);
  let query = Object.fromEntries(url.searchParams);
  let body = await bodyOf(request);
  const isGet = request.method === 'GET';
  const result = schema.safeParse(isGet ? query : body);
  if (isGet) query = result.data; else body = result.data;
  const auth = await checkAuth(request);
  return { query, body, auth };
}
async function bodyOf(request: Request) {
  try { return await request.clone().json(); } catch { return undefined; }
}
`,
      'lib/auth.ts': `
export async function checkAuth(request: Request) {
  return decode(request.headers.get('x-share-token'));
}
`,
      'app/api/boards/route.ts': `
import { z } from 'zod';
import { parseRequest } from '../../../lib/request';
export async function GET(request: Request) {
  const { query } = await parseRequest(request, z.object({ page: z.coerce.number().optional() }));
  return Response.json(query.page);
}
export async function POST(request: Request) {
  const { body } = await parseRequest(request, z.object({ name: z.string() }));
  return Response.json(body.name);
}
`,
    },
    routes: [
      { route: 'GET /api/tags/{id}', params: ['path id'] },
      { route: 'PUT /api/tags/{id}', params: ['path id', 'body name'] },
      { route: 'DELETE /api/tags/{id}', params: ['path id', 'query force'] },
      { route: 'GET /api/boards', params: ['query page: number'] },
      { route: 'POST /api/boards', params: ['body name: string'] },
    ],
  },
];
