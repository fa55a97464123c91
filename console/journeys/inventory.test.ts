/** Journeys through the one inventory: what is shadow, what proves it, who may call, what stands around it, what changed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt, type Hub, startHub } from './hub.ts';
import { faintTexts, sidewaysOverflow } from './look.ts';
import * as walk from './walk.ts';

const contrastLeast = 4.5;
const wide = { width: 1440, height: 900 } as const;
const phone = { width: 390, height: 844 } as const;

let browser: Browser;
let hub: Hub;

before(async () => {
  await ensureBuilt();
  [browser, hub] = await Promise.all([walk.launchBrowser(), startHub(['--operations', '47', '--rate', '5'])]);
});
after(async () => {
  await browser?.close();
  await hub?.[Symbol.asyncDispose]();
});

async function inConsole(
  view: walk.View,
  steps: (page: Page) => Promise<void>,
  of: Hub = hub,
): Promise<void> {
  const { context, page, complaints } = await walk.openPage(browser, view);
  try {
    await walk.signIn(page, of.url, of.token);
    await steps(page);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

async function looksRight(page: Page, where: string): Promise<void> {
  await walk.settled(page);
  assert.deepEqual(await faintTexts(page, contrastLeast), [], `contrast on ${where}`);
  assert.equal(await sidewaysOverflow(page), 0, `sideways overflow on ${where}`);
}

/** The shadow operations, by the filter, and the first of them. */
async function openShadow(page: Page): Promise<void> {
  await walk.showInventory(page);
  await page.getByRole('button', { name: 'Lifecycle: any' }).click();
  await page.getByRole('option', { name: /^shadow 2$/ }).click();
  await page.waitForURL(/lifecycle=shadow/);
  await page.getByText('2 of 47, by requests').waitFor();
  await looksRight(page, 'shadow operations');
  await page.locator('.inventory-rows .inventory-row').first().click();
  await page.getByRole('heading', { name: 'Who may call' }).waitFor();
}

describe('one inventory', { concurrency: 2 }, () => {
  for (const view of [
    { ...wide, theme: 'dark' },
    { ...phone, theme: 'light' },
  ] as const) {
    test(`filters by shadow and says why at ${view.width} px`, async () => {
      await inConsole(view, async (page) => {
        await openShadow(page);
        await page.getByText('none of the contracts that were read tells of it').waitFor();
        const four = page.getByRole('region', { name: 'Who may call' });
        for (const side of ['Declared', 'Coded', 'Observed', 'Enforced'])
          await four.getByRole('rowheader', { name: side }).waitFor();
        await page.getByText('Write it into a contract, or take it away.').waitFor();
        await looksRight(page, 'shadow operation');
      });
    });

    test(`opens what stands beside operations at ${view.width} px`, async () => {
      await inConsole(view, async (page) => {
        await walk.showBeside(page, 'third-parties');
        await page.getByText('http, readable on the way').first().waitFor();
        await looksRight(page, 'third parties');
        await page.getByPlaceholder('Host, field, client, file').fill('card_token');
        await page.getByText('1 party, 1 call').waitFor();

        await walk.showBeside(page, 'components');
        await page.getByPlaceholder('Name, version, package, file').fill('fastify');
        await page.getByText('1 of 15').waitFor();
        await page.locator('.inventory-rows .inventory-row').nth(1).click();
        const panel = page.getByRole('complementary', { name: 'Component' });
        await panel.getByText('OSV-2026-0114').waitFor();
        await looksRight(page, 'component');
        await panel.getByRole('button', { name: 'Close the component' }).click();
        await panel.waitFor({ state: 'detached' });

        await walk.showBeside(page, 'read');
        await page.getByText('src/plugins/tenants.ts:31').waitFor();
        await looksRight(page, 'what was read');

        await walk.showBeside(page, 'drift');
        await page.getByText('5 changes, worst first').waitFor();
        await looksRight(page, 'drift');
        await page.getByRole('button', { name: 'Copy as Markdown' }).waitFor();
        await page.getByRole('button', { name: /^From/ }).click();
        await page.getByRole('option', { name: /^v1/ }).click();
        await page.waitForURL(/from=v1/);
        await page.getByRole('grid', { name: 'Changes' }).waitFor();
        await page.locator('.inventory-rows .inventory-row').first().click();
        await page.waitForURL(/inventory\/op_/);
        await page.getByRole('heading', { name: 'Who may call' }).waitFor();
      });
    });
  }

  test('lights the operations that a source knows', async () => {
    await inConsole({ ...wide, theme: 'light' }, async (page) => {
      await walk.showInventory(page, '?source=outside');
      await page.getByText(/\d+ of 47, by requests/).waitFor();
      const lit = await page
        .locator('.inventory-rows .slats')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
      assert.ok(lit.length > 3 && lit.every((one) => one.includes('outside')), lit.join('; '));
    });
  });

  test('lets an analyst say what an operation is for, and take it back', async () => {
    await inConsole({ ...wide, theme: 'dark' }, async (page) => {
      await walk.openOperation(page);
      await page.getByRole('button', { name: 'Say what it is for' }).click();
      const field = page.getByLabel('What this operation is for');
      await field.fill('Shows a patient to the doctor on duty.');
      await looksRight(page, 'purpose');
      await page.getByRole('button', { name: 'Save the purpose' }).click();
      await page.getByText('Shows a patient to the doctor on duty.').waitFor();
      await page.getByText('written by hand').waitFor();
      await page.getByRole('button', { name: 'Say what it is for' }).click();
      await page.getByRole('button', { name: 'Take back what was written' }).click();
      await page.getByText('Shows a patient to the doctor on duty.').waitFor({ state: 'detached' });
    });
  });

  test('says what to run while nothing was read', async () => {
    await using empty = await startHub(['--empty']);
    await inConsole(
      { ...phone, theme: 'dark' },
      async (page) => {
        for (const tab of ['components', 'third-parties', 'drift', 'read']) {
          await walk.goTo(page, `/inventory/${tab}`);
          await page.getByText('./bin/heliostat discover ./repo --data ./data').first().waitFor();
          await looksRight(page, `empty ${tab}`);
        }
      },
      empty,
    );
  });
});
