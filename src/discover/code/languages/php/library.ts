/** What PHP's own functions give that matters to routes. */
import type { Library } from '../../frameworks/framework.ts';
import { EnvOf } from '../../machine/env.ts';
import { arg, known, positional, text, type Value } from '../../machine/values.ts';
import { concat } from '../../machine/evaluate.ts';
import { normalPath } from './imports.ts';

/** PHP's own. */
export const phpLibrary: Library = {
  id: 'php-core',
  title: 'PHP',
  languages: ['php'],
  call(callee, site, machine) {
    if (callee.from !== '') return undefined;
    const first = arg(site, 0);
    switch (callee.name) {
      case 'require': {
        const path = known(first);
        const file = path === null ? null : normalPath(path);
        const module = file === null ? undefined : machine.project.modules.get(file);
        if (file === null || module === undefined) return undefined;
        const whole = machine.moduleValue(file);
        // What the file does with the variables around the `require`.
        const outer = machine.moduleEnv(file);
        const env = new EnvOf<Value>(site.env, file);
        for (const name of outer.names()) {
          const own = outer.own(name);
          if (own !== undefined && !name.startsWith('$')) env.set(name, own);
        }
        machine.execute(
          module.body.filter(
            (stmt) => stmt.t === 'expr' || stmt.t === 'block' || stmt.t === 'each' || stmt.t === 'let',
          ),
          env,
        );
        return whole.t === 'module' ? { t: 'const', v: true } : whole;
      }
      case 'dirname': {
        const path = known(first);
        const levels = known(arg(site, 1));
        if (path === null) return first;
        return text(
          normalPath(`${path}${'/..'.repeat(levels === null ? 1 : Math.min(Number(levels), 20))}`) || '.',
        );
      }
      case 'base_path':
      case 'app_path': {
        const inner = first === undefined ? text('') : first;
        return callee.name === 'app_path' ? concat([text('app/'), inner]) : inner;
      }
      case 'sprintf': {
        const format = known(first);
        if (format === null) return undefined;
        const given = positional(site).slice(1);
        let at = 0;
        return concat(
          format.split(/(%[sdu])/).map((piece) => {
            if (!/^%[sdu]$/.test(piece)) return text(piece);
            at += 1;
            return given[at - 1] ?? text('');
          }),
        );
      }
      case 'array_merge': {
        const all = positional(site);
        if (all.every((one) => one.t === 'list'))
          return { t: 'list', items: all.flatMap((one) => (one.t === 'list' ? one.items : [])), open: false };
        const entries = new Map<string, Value>();
        for (const one of all)
          if (one.t === 'map') for (const [key, value] of one.entries) entries.set(key, value);
        return {
          t: 'map',
          entries,
          open: all.some((one) => one.t !== 'map'),
          file: site.file,
          line: site.line,
        };
      }
      case 'trim':
      case 'ltrim':
      case 'rtrim':
      case 'strtolower':
        return first;
      case 'realpath':
        return first;
      default:
        return undefined;
    }
  },
};
