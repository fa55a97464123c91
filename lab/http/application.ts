import { randomBytes } from 'node:crypto';
import express from 'express';
import type { Express } from 'express';
import { graphqlRouter } from '../graphql/endpoint.ts';
import type { Platform } from '../platform.ts';
import { legacyRouter } from '../routes/legacy.ts';
import { health } from '../routes/service.ts';
import { apiRouter } from '../routes/index.ts';
import { crossOrigin } from './cross-origin.ts';
import { answerError, notFound } from './errors.ts';

/** Where the current version of the API begins. */
const apiPrefix = '/v2';

/** The API: it answers everything, whatever comes. */
export const createApplication = (platform: Platform): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.locals['platform'] = platform;

  app.use((req, res, next) => {
    res.on('error', () => res.destroy());
    req.on('error', () => req.destroy());
    res.set('x-request-id', randomBytes(8).toString('hex'));
    next();
  });
  app.use(crossOrigin);

  app.get('/health', health);
  app.use(apiPrefix, apiRouter);
  app.use('/v1', legacyRouter);
  app.use('/graphql', graphqlRouter);

  app.use(notFound);
  app.use(answerError);
  return app;
};
