import { readFileSync } from 'node:fs';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { requireFound } from '../http/answer.ts';
import { platformOf } from '../http/guards.ts';

const contract = readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8');

export const serviceRouter = Router();

/** Whether the API is up; load balancers ask. */
export const health = (req: Request, res: Response): void => {
  const platform = platformOf(req);
  res.json({
    status: 'ok',
    version: '2.8.0',
    uptimeSeconds: Math.floor((platform.nowMs() - platform.startedAtMs) / 1000),
  });
};

serviceRouter.get('/openapi.yaml', (_req, res) => {
  res.type('application/yaml; charset=utf-8').send(contract);
});

// Left in from the day when logins broke.
serviceRouter.get('/debug/state', (req, res) => {
  const platform = platformOf(req);
  requireFound(platform.rules['debug-endpoint'], 'page');
  res.json({
    environment: {
      NODE_ENV: 'production',
      PARTNER_CREDENTIAL: platform.partner.credential,
      JWT_SECRET: platform.tokens.secret,
    },
    memory: process.memoryUsage().rss,
    recentTokens: platform.sessions.recentTokens(),
  });
});
