import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Router } from 'express';
import { forms } from '../domain/forms.ts';
import { diagnoses } from '../domain/medicine.ts';
import { found } from '../http/answer.ts';
import { platformOf } from '../http/guards.ts';
import { integerQuery, textOf } from '../http/query.ts';

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

export const articleRouter = Router();

articleRouter.get('/articles', (req, res) => {
  const tag = textOf(req.query['tag']);
  const tagged = articles.filter((one) => tag === null || one.tags.includes(tag));
  const offset = integerQuery(req.query['offset'], 'offset', 0);
  const limit = Math.min(100, Math.max(1, integerQuery(req.query['limit'], 'limit', 20)));
  const items = tagged.slice(offset, offset + limit).map(({ body: _body, ...summary }) => summary);
  res.set('cache-control', 'public, max-age=60').json({ items, total: tagged.length });
});

articleRouter.get('/articles/:articleSlug', (req, res) => {
  res.set('cache-control', 'public, max-age=60').json(
    found(
      articles.find((one) => one.slug === req.params.articleSlug),
      'article',
    ),
  );
});

articleRouter.get('/diagnoses/:icdCode', (req, res) => {
  res.json(
    found(
      diagnoses.find((one) => one.code === req.params.icdCode),
      'diagnosis',
    ),
  );
});

articleRouter.get('/forms/:formName', (req, res) => {
  const platform = platformOf(req);
  const path = platform.rules['path-traversal-forms'](req.params.formName);
  res.type('text/plain; charset=utf-8').send(found(path === undefined ? undefined : forms.get(path), 'form'));
});
