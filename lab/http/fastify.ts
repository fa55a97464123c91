import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Refusal, problemText, problemType } from './answer.ts';
import { jsonBytesMax } from './body.ts';

const paramCharactersMax = 300;

/** A Fastify application that takes bodies as bytes, whatever they say they are, and answers errors as problem documents. */
export const createFastify = (): FastifyInstance => {
  const app = fastify({
    bodyLimit: jsonBytesMax,
    routerOptions: { maxParamLength: paramCharactersMax, ignoreTrailingSlash: true },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type(problemType).send(problemText(404, 'There is nothing here')),
  );
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    const title = error instanceof Refusal ? error.message : 'Something went wrong';
    return reply.code(status).type(problemType).send(problemText(status, title));
  });
  return app;
};

const statusOf = (error: unknown): number => {
  if (error instanceof Refusal) return error.status;
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
};
