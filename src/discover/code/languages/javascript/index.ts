/** JavaScript and TypeScript. */
import type { Language } from '../language.ts';
import { importResolver } from './imports.ts';
import { lowerModule } from './lower.ts';

/** Words of routes, servers, handlers and outbound calls. Files without any are read when another imports them. */
const words =
  /express|fastify|nestjs|koa|hono|hapi|next|nuxt|nitro|h3|adonis|trpc|graphql|gql|apollo|yoga|pothos|restify|polka|router|Router|[Rr]oute|Controller|Resolver|defineEventHandler|eventHandler|defineNitroPlugin|createServer|listen\(|\.use\(|\.register\(|fetch\(|axios|undici|\bgot\b|XMLHttpRequest|superagent|ky\b|https?:\/\/|export (?:async )?(?:function|const) (?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/;

/** Names of files that are routes or settings by where they stand. */
const places =
  /(^|\/)(pages\/api|server\/(api|routes|middleware)|routes?|controllers?|api)\/|(^|\/)route\.[cm]?[jt]sx?$|(^|\/)(next|nuxt|nitro)\.config\./;

/** The language, for the list of languages. */
export const javascript: Language = {
  id: 'javascript',
  title: 'JavaScript and TypeScript',
  endings: {
    '.js': 'javascript',
    '.mjs': 'javascript',
    '.cjs': 'javascript',
    '.jsx': 'javascript',
    '.ts': 'typescript',
    '.mts': 'typescript',
    '.cts': 'typescript',
    '.tsx': 'tsx',
  },
  lower: (root) => lowerModule(root),
  resolver: importResolver,
  mayMatter: (text, file) => !/\.d\.[cm]?ts$/.test(file) && (places.test(file) || words.test(text)),
};
