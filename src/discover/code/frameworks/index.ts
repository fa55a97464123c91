/** All frameworks, in the order in which they are asked. One file each; to add one, add its line. */
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import type { Framework } from './framework.ts';
import { gin } from './gin.ts';
import { jaxRs } from './jax-rs/index.ts';
import { spring } from './spring/index.ts';
import { fastapi } from './fastapi/index.ts';

/** The list. */
export const frameworks: readonly Framework[] = [express, fastify, spring, jaxRs, gin, fastapi];
