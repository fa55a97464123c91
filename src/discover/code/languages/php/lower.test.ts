import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openGrammars } from '../../grammar.ts';
import { lowerFile } from '../../lowering.ts';
import type { Module } from '../../ir.ts';

const grammars = await openGrammars();
after(() => grammars[Symbol.dispose]());

const lower = async (text: string): Promise<Module> => {
  const { module } = await lowerFile('src/a.php', text, grammars, 5_000);
  assert.ok(module !== null);
  return module;
};

describe('PHP', () => {
  it('says classes by their full names', async () => {
    const module = await lower('<?php namespace App; use A\\B as C; class D extends C implements E {}');
    assert.equal(module.package, 'App');
    const cls = module.body.at(-1);
    assert.ok(cls?.t === 'class');
    assert.deepEqual(cls.class.bases, [
      { t: 'name', v: '\\A\\B' },
      { t: 'name', v: '\\App\\E' },
    ]);
  });

  it('reads attributes, and annotations of comments', async () => {
    const module = await lower(
      '<?php use R\\Route; class A {\n/**\n * Says it.\n * @Route("/x", methods={"GET"})\n */\n#[Route("/y", name: "n")]\npublic function m() {} }',
    );
    const cls = module.body.at(-1);
    assert.ok(cls?.t === 'class');
    const [method] = cls.class.methods;
    assert.equal(method?.doc, 'Says it.');
    assert.deepEqual(
      method?.decorators.map(({ name, args }) => [name, args.map((one) => one.name ?? '')]),
      [
        [{ t: 'name', v: '\\R\\Route' }, ['', 'name']],
        [{ t: 'name', v: '\\R\\Route' }, ['', 'methods']],
      ],
    );
  });

  it('gives what a file returns to those who require it', async () => {
    const module = await lower('<?php return function ($app) { require __DIR__ . "/b.php"; };');
    assert.ok(module.body.some((stmt) => stmt.t === 'export' && stmt.name === '='));
    assert.ok(module.body.some((stmt) => stmt.t === 'import' && stmt.from === 'file src/b.php'));
  });
});
