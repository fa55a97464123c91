/** Ruby. */
import type { Language } from '../language.ts';
import { rubyResolver } from './imports.ts';
import { lowerRuby } from './lower.ts';

/** What routes and handlers are written with. Models and services are read when a constant of a routes file, or a base class, leads to them. */
const signs = [
  'routes.draw',
  'Engine.routes',
  'Rails::Engine',
  'Rails::Application',
  'ActionController',
  'Controller <',
  'before_action',
  'before_filter',
  'Grape::',
  'Sinatra',
  'sinatra',
] as const;

const places =
  /(?:^|\/)(?:app\/(?:[\w-]+\/)*controllers|controllers|config\/routes)\/|_controller\.rb$|(?:^|\/)(?:routes|app|application|server)\.rb$|\.ru$/;

export const ruby: Language = {
  id: 'ruby',
  title: 'Ruby',
  endings: { '.rb': 'ruby', '.ru': 'ruby' },
  lower: lowerRuby,
  resolver: rubyResolver,
  mayMatter: (text, file) =>
    places.test(file) ||
    signs.some((sign) => text.includes(sign)) ||
    /^\s*(?:get|post|put|patch|delete)\s*\(?\s*["']\//m.test(text),
};
