import { methodAllowlistOptions } from '../../config/service.ts';
import { defineGuard } from './guard.ts';

export default defineGuard({
  id: 'method-allowlist',
  title: 'The method is not one this service uses',
  options: methodAllowlistOptions,
  phases: ['header'],
  judge(view, options) {
    if (options.methods.includes(view.method)) return null;
    const allow = options.methods.join(', ');
    return {
      code: 'method-refused',
      reason: `${view.method} is not one of ${allow}`,
      headers: ['allow', allow],
    };
  },
  examples: {
    hits: [
      { title: 'TRACE by default', view: { method: 'TRACE' } },
      {
        title: 'a write where only reads are allowed',
        view: { method: 'POST' },
        options: { methods: ['GET'] },
      },
    ],
    misses: [
      { title: 'GET by default', view: { method: 'GET' } },
      { title: 'a method that was added', view: { method: 'PROPFIND' }, options: { methods: ['PROPFIND'] } },
    ],
  },
});
