import { readFileSync } from 'node:fs';
import { bytes, json, requireFound } from '../http/answer.ts';
import { open } from '../http/route.ts';
import type { Route } from '../http/route.ts';

const contract = readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8');

export const serviceRoutes: readonly Route[] = [
  open('GET', '/health', (call) =>
    json({
      status: 'ok',
      version: '2.8.0',
      uptimeSeconds: Math.floor((call.platform.nowMs() - call.platform.startedAtMs) / 1000),
    }),
  ),

  open('GET', '/v2/openapi.yaml', () => bytes(contract, 'application/yaml; charset=utf-8')),

  // Left in from the day when logins broke.
  open('GET', '/v2/debug/state', (call) => {
    const { platform } = call;
    requireFound(platform.rules['debug-endpoint'], 'page');
    return json({
      environment: {
        NODE_ENV: 'production',
        PARTNER_CREDENTIAL: platform.partner.credential,
        JWT_SECRET: platform.tokens.secret,
      },
      memory: process.memoryUsage().rss,
      recentTokens: platform.sessions.recentTokens(),
    });
  }),
];
