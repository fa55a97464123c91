/** All frameworks, in the order in which they are asked. One file each; to add one, add its line. */
import { aspnet } from './aspnet/index.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { nestjs } from './nestjs/index.ts';
import { koa } from './koa.ts';
import { hono } from './hono.ts';
import { hapi } from './hapi.ts';
import { nextjs } from './nextjs.ts';
import { nuxt } from './nuxt.ts';
import { adonis } from './adonis.ts';
import { trpc } from './trpc.ts';
import { axum } from './axum.ts';
import { actixWeb } from './actix-web.ts';
import { rocket } from './rocket.ts';
import { warp } from './warp.ts';
import { graphqlJs } from './graphql-js/index.ts';
import { laravel } from './laravel/index.ts';
import { rails } from './rails/index.ts';
import { grape } from './grape.ts';
import { sinatra } from './sinatra.ts';
import { slim } from './slim.ts';
import { symfony } from './symfony/index.ts';
import type { Framework } from './framework.ts';
import { ws } from './ws.ts';
import { goNetHttp } from './go-net-http.ts';
import { gorilla } from './gorilla.ts';
import { fiber } from './fiber.ts';
import { echo } from './echo.ts';
import { chi } from './chi.ts';
import { gin } from './gin.ts';
import { jaxRs } from './jax-rs/index.ts';
import { micronaut } from './micronaut/index.ts';
import { spring } from './spring/index.ts';
import { fastapi } from './fastapi/index.ts';
import { flask } from './flask/index.ts';
import { django } from './django/index.ts';
import { starlette } from './starlette/index.ts';
import { aiohttp } from './aiohttp/index.ts';
import { tornado } from './tornado/index.ts';
import { sanic } from './sanic/index.ts';
import { djangoNinja } from './django/ninja.ts';

/** The list. */
export const frameworks: readonly Framework[] = [
  express,
  fastify,
  nestjs,
  graphqlJs,
  trpc,
  adonis,
  nuxt,
  nextjs,
  hapi,
  hono,
  koa,
  spring,
  jaxRs,
  micronaut,
  aspnet,
  gin,
  echo,
  fiber,
  chi,
  gorilla,
  goNetHttp,
  fastapi,
  flask,
  django,
  axum,
  actixWeb,
  rocket,
  starlette,
  aiohttp,
  warp,
  tornado,
  sanic,
  rails,
  laravel,
  symfony,
  slim,
  sinatra,
  grape,
  djangoNinja,
  ws,
];
