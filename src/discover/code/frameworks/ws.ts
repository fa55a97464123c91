/** WebSocket servers of JavaScript that stand beside a framework: `ws` with a path, or behind an `upgrade` handler; Socket.IO. */
import type { Expr, Module } from '../ir.ts';
import { walk, written } from '../ir-walk.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite } from '../machine/values.ts';
import { arg, entryOf, known, model } from '../machine/values.ts';
import { parsePath } from '../routes/template.ts';
import type { Framework } from './framework.ts';

const id = 'ws';

/** A socket at a path. */
const serve = (machine: Machine, path: string, file: string, line: number) => {
  const scope = machine.scope({ framework: id, isRoot: true, file, line });
  scope.route({ methods: ['WS'], kind: 'websocket', path: parsePath(path, 'colon'), file, line });
  return scope;
};

/** Paths that an upgrade handler of a file compares with: `if (pathname === '/live')`. With the line of the constant, when it is one of the file. */
function comparedPaths(
  module: Module,
  machine: Machine,
): readonly { readonly path: string; readonly line: number }[] {
  const env = machine.moduleEnv(module.file);
  const lines = new Map<string, number>();
  const found = new Map<string, number>();
  const look = (expr: Expr, beside: readonly Expr[]): void => {
    if (expr.t !== 'str' && expr.t !== 'name') return;
    if (!beside.some((other) => other !== expr && /path|url|target|route/i.test(written(other)))) return;
    const path = known(machine.evaluate(expr, env));
    if (path?.startsWith('/') !== true || path.length > 200) return;
    found.set(path, expr.t === 'str' ? expr.line : (lines.get(expr.v) ?? 1));
  };
  walk(module.body, {
    stmt(stmt) {
      if (stmt.t === 'let' && stmt.to.t === 'name' && stmt.value?.t === 'str')
        lines.set(stmt.to.v, stmt.value.line);
    },
    expr(expr) {
      if (expr.t === 'other' && expr.parts.length === 2)
        for (const part of expr.parts) look(part, expr.parts);
      if (expr.t === 'call' && expr.fn.t === 'member' && expr.fn.name === 'startsWith')
        for (const { value } of expr.args) look(value, [value, expr.fn.of]);
    },
  });
  return [...found].map(([path, line]) => ({ path, line }));
}

function server(site: CallSite, machine: Machine): ReturnType<typeof model> {
  const options = arg(site, 0);
  const path = known(entryOf(options, 'path'));
  if (path !== null) return model(id, 'server', serve(machine, path, site.file, site.line));
  const noServer = entryOf(options, 'noServer');
  if (noServer?.t === 'const' && noServer.v === true) {
    const module = machine.project.modules.get(site.file);
    const paths = module === undefined ? [] : comparedPaths(module, machine);
    for (const one of paths) serve(machine, one.path, site.file, one.line);
    if (paths.length === 0)
      machine.unresolved({
        what: 'a WebSocket server',
        why: 'the path of its upgrade requests is not in this file',
        framework: id,
        file: site.file,
        line: site.line,
      });
    return model(id, 'server');
  }
  return model(id, 'server', serve(machine, '/', site.file, site.line));
}

/** The framework. */
export const ws: Framework = {
  id,
  title: 'ws and Socket.IO',
  languages: ['javascript'],
  call(callee, site, machine) {
    if (callee.from === 'ws' && /^(?:WebSocketServer|Server|WebSocket\.Server)$/.test(callee.name))
      return server(site, machine);
    if (callee.from === 'socket.io' && (callee.name === 'Server' || callee.name === '')) {
      const options = arg(site, 1) ?? arg(site, 0);
      return model(
        id,
        'socket.io',
        serve(machine, known(entryOf(options, 'path')) ?? '/socket.io', site.file, site.line),
      );
    }
    return undefined;
  },
  examples: [
    {
      title: 'a path of its own, an upgrade handler that compares, Socket.IO',
      files: {
        'live.js': `
const { WebSocketServer } = require('ws');
new WebSocketServer({ server, path: '/live' });`,
        'rooms.js': `
import WebSocket, { WebSocketServer as Sockets } from 'ws';
export const roomPath = '/rooms/socket';
const sockets = new Sockets({ noServer: true });
export const attach = (server) => server.on('upgrade', (request, socket, head) => {
  const { pathname } = new URL(request.url, 'http://x');
  if (pathname !== roomPath) return socket.destroy();
  sockets.handleUpgrade(request, socket, head, () => {});
});
const client = new WebSocket('wss://elsewhere.example/feed');`,
        'chat.js': `
import { Server } from 'socket.io';
const io = new Server(3000, { cors: {} });`,
      },
      routes: [
        { route: 'WS /live', file: 'live.js', line: 3 },
        { route: 'WS /rooms/socket', file: 'rooms.js', line: 3 },
        { route: 'WS /socket.io', file: 'chat.js', line: 3 },
      ],
    },
  ],
};
