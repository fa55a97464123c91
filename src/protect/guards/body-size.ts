import { bodySizeOptions } from '../../config/service.ts';
import { defineGuard } from './guard.ts';

export default defineGuard({
  id: 'body-size',
  title: 'The request body is longer than this service takes',
  options: bodySizeOptions,
  phases: ['header', 'body'],
  judge(view, options) {
    const bytes = Math.max(view.declaredBytes ?? 0, view.bodyBytes);
    if (bytes <= options.bodyBytesMax) return null;
    const how = view.bodyBytes > options.bodyBytesMax ? 'sent so far' : 'declared';
    return {
      code: 'body-too-large',
      reason: `${bytes} bytes ${how}, at most ${options.bodyBytesMax} allowed`,
    };
  },
  examples: {
    hits: [
      { title: 'declared too long', view: { declaredBytes: 11 }, options: { bodyBytesMax: 10 } },
      { title: 'grew too long', view: { bodyBytes: 11 }, options: { bodyBytesMax: 10 } },
      { title: 'any body where none is allowed', view: { declaredBytes: 1 }, options: { bodyBytesMax: 0 } },
    ],
    misses: [
      {
        title: 'exactly the bound',
        view: { declaredBytes: 10, bodyBytes: 10 },
        options: { bodyBytesMax: 10 },
      },
      { title: 'no body', view: {} },
    ],
  },
});
