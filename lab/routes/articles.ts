import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { forms } from '../domain/forms.ts';
import { diagnoses } from '../domain/medicine.ts';
import { bytes, found, json } from '../http/answer.ts';
import { integerQuery, open, param } from '../http/route.ts';
import type { Route } from '../http/route.ts';

const article = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  author: z.string(),
  publishedOn: z.string(),
  tags: z.array(z.string()),
  body: z.string(),
});

/** Health articles, as the clinics' doctors wrote them. */
export const articles: readonly z.infer<typeof article>[] = z
  .array(article)
  .parse(JSON.parse(readFileSync(new URL('../domain/articles.json', import.meta.url), 'utf8')));

export const articleRoutes: readonly Route[] = [
  open('GET', '/v2/articles', (call) => {
    const tag = call.query.get('tag');
    const tagged = articles.filter((one) => tag === null || one.tags.includes(tag));
    const offset = integerQuery(call, 'offset', 0);
    const limit = Math.min(100, Math.max(1, integerQuery(call, 'limit', 20)));
    const items = tagged.slice(offset, offset + limit).map(({ body: _body, ...summary }) => summary);
    return json({ items, total: tagged.length }, 200, { 'cache-control': 'public, max-age=60' });
  }),

  open('GET', '/v2/articles/{articleSlug}', (call) =>
    json(
      found(
        articles.find((one) => one.slug === param(call, 'articleSlug')),
        'article',
      ),
      200,
      {
        'cache-control': 'public, max-age=60',
      },
    ),
  ),

  open('GET', '/v2/diagnoses/{icdCode}', (call) =>
    json(
      found(
        diagnoses.find((one) => one.code === param(call, 'icdCode')),
        'diagnosis',
      ),
    ),
  ),

  open('GET', '/v2/forms/{formName}', (call) => {
    const path = call.platform.rules['path-traversal-forms'](param(call, 'formName'));
    return bytes(
      found(path === undefined ? undefined : forms.get(path), 'form'),
      'text/plain; charset=utf-8',
    );
  }),
];
