/** All languages that are read. To add one, add its line. */
import { csharp } from './csharp/index.ts';
import { go } from './go/index.ts';
import { java } from './java/index.ts';
import { javascript } from './javascript/index.ts';
import { php } from './php/index.ts';
import { ruby } from './ruby/index.ts';
import { rust } from './rust/index.ts';
import type { Language } from './language.ts';
import { python } from './python/index.ts';

/** The list. */
export const languages: readonly Language[] = [javascript, go, python, java, csharp, rust, ruby, php];
