/** Libraries and built-ins of the languages that shape values. To add one, add its line. */
import type { Library } from './frameworks/framework.ts';
import { rustLibrary } from './languages/rust/web/library.ts';
import { goLibrary } from './languages/go/web/library.ts';
import { javascriptBuiltins } from './languages/javascript/builtins.ts';
import { requestLibrary } from './languages/javascript/requests/library.ts';
import { phpLibrary } from './languages/php/library.ts';
import { rubyLibrary } from './languages/ruby/library.ts';
import { pythonBuiltins } from './frameworks/python/builtins.ts';

/** The list. */
export const libraries: readonly Library[] = [
  javascriptBuiltins,
  requestLibrary,
  goLibrary,
  rustLibrary,
  pythonBuiltins,
  rubyLibrary,
  phpLibrary,
];
