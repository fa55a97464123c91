import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { analyseTexts } from '../../../analyse-texts.ts';
import { type Grammars, openGrammars } from '../../../grammar.ts';

let grammars: Grammars;
before(async () => {
  grammars = await openGrammars();
});
after(() => grammars[Symbol.dispose]());

/** Parameters of the only route of a file. */
async function params(handler: string, before = ''): Promise<readonly string[]> {
  const text = `const express = require('express'); ${before}\nconst app = express();\napp.post('/x', ${handler});`;
  const { sightings } = await analyseTexts({ 'app.js': text }, grammars);
  assert.equal(sightings.length, 1);
  return (sightings[0]?.params ?? []).map(
    (one) => `${one.in} ${one.name}: ${one.type}${one.required === true ? '!' : ''}`,
  );
}

const parse = '(req, res) => { res.json(schema.parse(req.body)); }';

describe('fields of schemas', () => {
  it('reads zod, its refinements and what is made of other schemas', async () => {
    assert.deepEqual(
      await params(
        parse,
        `const { z } = require('zod');
         const base = z.object({ id: z.string().uuid(), n: z.coerce.number().int().optional() });
         const schema = base.extend({ tags: z.array(z.string()).default([]) }).omit({ id: true }).merge(z.object({ when: z.date() }));`,
      ),
      ['body n: integer', 'body tags: array', 'body when: string:date-time!'],
    );
  });

  it('reads Joi and Yup, where a field may be missing unless it is asked for', async () => {
    assert.deepEqual(
      await params(
        '(req, res) => { const { value } = schema.validate(req.body); res.json(value); }',
        `const Joi = require('joi'); const schema = Joi.object().keys({ a: Joi.string().email().required(), b: Joi.boolean() });`,
      ),
      ['body a: string:email!', 'body b: boolean'],
    );
  });

  it('reads schemas of whole requests, given to middleware or to themselves', async () => {
    const schema = `const { z } = require('zod'); const schema = z.object({ body: z.object({ a: z.string() }), query: z.object({ q: z.string().optional() }) });`;
    assert.deepEqual(
      await params(
        'validate(schema), (req, res) => res.end()',
        `const { validate } = require('some-library'); ${schema}`,
      ),
      ['body a: string!', 'query q: string'],
    );
    assert.deepEqual(await params('(req, res) => { schema.parse(req); res.end(); }', schema), [
      'body a: string!',
      'query q: string',
    ]);
  });

  it('follows what the handler calls, and leaves out what every object has', async () => {
    assert.deepEqual(
      await params(
        '(req, res) => { save(req.body); Object.keys(req.body).length; req.body.items.map((x) => x.y); res.end(); }',
        'function save({ name, ...rest }) { return [name, rest, parseInt(rest.page)]; }',
      ),
      ['body name: unknown', 'body items: array'],
    );
  });
});
