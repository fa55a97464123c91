/** PHP. */
import type { Language } from '../language.ts';
import { phpResolver } from './imports.ts';
import { lowerPhp } from './lower.ts';

/** What routes are written with. Controllers, requests and models are read when a `use` leads to them. */
const signs = [
  'Route::',
  'Routing\\',
  '@Route',
  '#[Route',
  '#[Get',
  '#[Post',
  'Router',
  'router->',
  'withRouting',
  'Slim\\',
  'ApiResource',
  'FormRequest',
  'extends Controller',
  'extends AbstractController',
  'ServiceProvider',
  'Laravel\\Lumen',
] as const;

export const php: Language = {
  id: 'php',
  title: 'PHP',
  endings: { '.php': 'php' },
  lower: lowerPhp,
  resolver: phpResolver,
  mayMatter: (text, file) =>
    signs.some((sign) => text.includes(sign)) || /(?:^|\/)(?:routes|Controllers?|Http)\//.test(file),
};
