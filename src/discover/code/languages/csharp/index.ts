/** C#. */
import type { Language } from '../language.ts';
import { csharpResolver } from './imports.ts';
import { lowerCsharp } from './lower.ts';

/** What routes, the endpoints that they are mapped to, and the pipeline in front of them are written with. */
const signs = [
  'Controller',
  'WebApplication',
  'EndpointRouteBuilder',
  'IApplicationBuilder',
  'RouteGroupBuilder',
  '.Map',
  'MapGet',
  'MapPost',
  'MapGroup',
  'MapHub',
  'MapGrpcService',
  'UseEndpoints',
  '[Route',
  '[Http',
  '[Authorize',
  'Hub',
  'ICarterModule',
  'CarterModule',
  'FastEndpoints',
  'Endpoint',
  'global using',
  '[ExtendObjectType',
  '[QueryType',
] as const;

export const csharp: Language = {
  id: 'csharp',
  title: 'C#',
  endings: { '.cs': 'c-sharp' },
  lower: (root) => lowerCsharp(root),
  resolver: (files, read) => csharpResolver(files, read),
  mayMatter: (text) => signs.some((sign) => text.includes(sign)),
};
