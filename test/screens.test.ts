/**
 * A newcomer's walk through the console of a real demo: lab, gateway, users. With `HELIOSTAT_PICTURES=docs/pictures` it takes the README's
 * pictures on the way.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  chooseOnMap,
  launchBrowser,
  openActor,
  openOperation,
  openPage,
  picture,
  settled,
  showInventory,
  showLive,
  showMap,
  signIn,
  type View,
} from '../console/journeys/walk.ts';

const root = join(import.meta.dirname, '..');
const pictures = process.env['HELIOSTAT_PICTURES'];
const browserThere = existsSync(process.env['CHROMIUM'] ?? '/usr/bin/chromium');
/** Long enough for every user to have called. */
const warmMs = Number(process.env['HELIOSTAT_PICTURES_AFTER_MS'] ?? 12_000);

const views: readonly (View & { readonly name: string })[] = [
  { name: '1440-dark', width: 1440, height: 900, theme: 'dark' },
  { name: '1440-light', width: 1440, height: 900, theme: 'light' },
  { name: '390-light', width: 390, height: 844, theme: 'light' },
];

describe('the console of a running demo', { skip: browserThere ? false : 'there is no Chromium' }, () => {
  it('shows map, inventory, operation, actor and live traffic', async () => {
    const child = spawn(join(root, 'bin/heliostat'), ['demo', '--port', '0', '--hub-port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const browser = await launchBrowser();
    try {
      let url = '';
      let token = '';
      for await (const line of createInterface({ input: child.stderr })) {
        url = /Console\s+(http:\S+)/.exec(line)?.[1] ?? url;
        token = /Token\s+(hst_\S+)/.exec(line)?.[1] ?? token;
        if (token !== '') break;
      }
      child.stderr.resume();
      await pause(warmMs);
      for (const view of views) {
        const { context, page, complaints } = await openPage(browser, view);
        const take = async (name: string): Promise<void> => {
          await settled(page);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(overflow <= 0, `${name} at ${view.name} is ${overflow} px too wide`);
          if (pictures === undefined) return;
          mkdirSync(pictures, { recursive: true });
          await picture(page, join(pictures, `${name}-${view.name}.png`));
        };
        await signIn(page, url, token);
        await showMap(page);
        await take('map');
        await chooseOnMap(page);
        await take('map-chosen');
        await showInventory(page);
        await take('inventory');
        await openOperation(page);
        await take('operation');
        await openActor(page);
        await take('actor');
        await showLive(page);
        await take('live');
        assert.deepEqual(complaints.all, [], view.name);
        await context.close();
      }
    } finally {
      await browser.close();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
    }
  });
});
