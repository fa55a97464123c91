import type { NextFunction, Request, Response } from 'express';
import { platformOf } from './guards.ts';

/** Says which origins may read answers (Fetch standard, CORS protocol), and answers preflights. */
export const crossOrigin = (req: Request, res: Response, next: NextFunction): void => {
  const { origin } = req.headers;
  const { rules, webOrigins } = platformOf(req);
  if (origin !== undefined) {
    const allowed = rules['cors-any-origin'](origin, webOrigins);
    res.set('vary', 'origin');
    if (allowed !== undefined)
      res.set({ 'access-control-allow-origin': allowed, 'access-control-allow-credentials': 'true' });
  }
  if (req.method !== 'OPTIONS') {
    next();
    return;
  }
  res
    .status(204)
    .set({
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type, x-api-key',
      'access-control-max-age': '600',
    })
    .end();
};
