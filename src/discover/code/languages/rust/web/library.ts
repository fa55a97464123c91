/** Rust's standard library, as far as it holds routes. */
import type { Library } from '../../../frameworks/framework.ts';
import { arg, known, unknown } from '../../../machine/values.ts';
import { crateName } from './names.ts';

/** The library. */
export const rustLibrary: Library = {
  id: 'rust-standard-library',
  title: 'Rust standard library',
  languages: ['rust'],
  call(callee, site) {
    const name = crateName(callee) ?? '';
    if (/(?:^|\.)(?:Vec|VecDeque)\.(?:new|with_capacity|default)$/.test(name))
      return { t: 'list', items: [], open: false };
    if (/(?:^|\.)(?:HashMap|BTreeMap|IndexMap)\.(?:new|with_capacity|default)$/.test(name))
      return { t: 'map', entries: new Map(), open: false, file: site.file, line: site.line };
    if (/^(?:std\.)?env\.var(?:_os)?$/.test(name)) return unknown(`env:${known(arg(site, 0)) ?? '?'}`);
    return undefined;
  },
};
