/** Django and DRF: URL configurations, function and class-based views, viewsets behind routers. */
import type { CallSite, External, Model, Value } from '../../machine/values.ts';
import { arg, itemsOf, model, named, positional, textsOf } from '../../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { fullName, lastName } from '../python/names.ts';
import { parseRegexPath } from '../python/regex-path.ts';
import { examples } from './examples.ts';
import { id } from './notes.ts';
import { extendRegistry, isRouter, makeRouter, register } from './routers.ts';
import { composeUrlconfs, patternParts } from './urlconf.ts';

export const django: Framework = {
  id,
  title: 'Django',
  languages: ['python'],

  call(callee, site, machine) {
    if (isRouter(callee)) return makeRouter(callee, site, machine);
    return ofUrls(callee, site);
  },

  method(self, name, site, machine) {
    if (self.kind === 'router' && name === 'register') {
      register(self, site, machine);
      return self;
    }
    if (self.kind === 'router' && name === 'get_urls') return listOf(self);
    if (self.kind === 'registry' && name === 'extend' && self.scope !== null) {
      extendRegistry(self.scope, arg(site, 0));
      return self;
    }
    return undefined;
  },

  member(self, name) {
    if (self.kind !== 'router') return undefined;
    if (name === 'urls') return listOf(self);
    if (name === 'registry') return model(id, 'registry', self.scope);
    return undefined;
  },

  finish(machine) {
    composeUrlconfs(machine);
  },

  examples,
};

const listOf = (one: Value): Value => ({ t: 'list', items: [one], open: false });

function ofUrls(callee: External, site: CallSite): Value | undefined {
  const full = fullName(callee);
  if (!/^(?:django|rest_framework|channels|debug_toolbar|decorator_include)\b/.test(full)) return undefined;
  switch (lastName(full)) {
    case 'path':
      return pattern(site, false);
    case 're_path':
    case 'url':
      return pattern(site, true);
    case 'include':
      return include(site);
    case 'decorator_include':
      return model(id, 'include', null, {
        target: arg(site, 1) ?? named(site, 'arg') ?? { t: 'unknown', name: 'include' },
        file: site.file,
        line: site.line,
      });
    case 'patterns':
      return { t: 'list', items: positional(site).slice(1), open: false };
    case 'i18n_patterns': {
      const off = named(site, 'prefix_default_language');
      const path: PathPattern =
        off?.t === 'const' && off.v === false ? rootPattern : parsePath('<language>', 'angle');
      return listOf(patternModel(path, { t: 'list', items: [...positional(site)], open: false }, site));
    }
    case 'format_suffix_patterns':
      return arg(site, 0) ?? named(site, 'urlpatterns');
    case 'static':
    case 'staticfiles_urlpatterns':
    case 'debug_toolbar_urls':
    case 'include_docs_urls':
      return full.startsWith('django.templatetags') ? undefined : { t: 'list', items: [], open: false };
    default:
      return undefined;
  }
}

function include(site: CallSite): Model {
  return model(id, 'include', null, {
    target: arg(site, 0) ?? named(site, 'arg') ?? { t: 'unknown', name: 'include' },
    file: site.file,
    line: site.line,
  });
}

function pattern(site: CallSite, isRegex: boolean): Value | undefined {
  const { route, view } = patternParts(site);
  if (route === undefined || view === undefined) return undefined;
  // `path(_('about/'), ...)`: the text of a translation.
  const told = route.t === 'result' ? (arg(route, 0) ?? route) : route;
  const items = itemsOf(told).flatMap((one) => textsOf(one));
  const made = items.map((text) =>
    patternModel(isRegex ? parseRegexPath(text) : parsePath(text, 'angle'), view, site),
  );
  const [only] = made;
  return made.length === 1 ? only : { t: 'list', items: made, open: false };
}

const patternModel = (path: PathPattern, view: Value, site: CallSite): Model =>
  model(id, 'pattern', null, { path, view, file: site.file, line: site.line });
