/** Python. */
import type { Language } from '../language.ts';
import { pythonResolver } from './imports.ts';
import { lowerPython } from './lower.ts';

/**
 * What routes, their constants and settings are written with. Views, models and schemas without any of these are read when an import leads to
 * them.
 */
const signs = [
  'fastapi',
  'FastAPI',
  'APIRouter',
  'flask',
  'Flask',
  'Blueprint',
  'quart',
  'django',
  'rest_framework',
  'urlpatterns',
  'ROOT_URLCONF',
  'ninja',
  'starlette',
  'Starlette',
  'aiohttp',
  'tornado',
  'sanic',
  'Sanic',
  '.route(',
  'router',
  'add_url_rule',
  'add_resource',
] as const;

export const python: Language = {
  id: 'python',
  title: 'Python',
  endings: { '.py': 'python' },
  lower: (root) => lowerPython(root),
  resolver: (files, _read, rootName) => pythonResolver(files, rootName),
  mayMatter: (text) => signs.some((sign) => text.includes(sign)),
};
