/** What can be measured of how a page looks: contrast, width, the order of focus. */
import type { Page } from 'playwright-core';

/** A text whose contrast is below the bound. */
export interface Faint {
  readonly text: string;
  readonly ratio: number;
  readonly where: string;
}

/** Texts on screen with a contrast below `least` (WCAG 2.2, 1.4.3), by computed colours; images behind a text are left out. */
export const faintTexts = (page: Page, least: number): Promise<readonly Faint[]> =>
  page.evaluate((bound) => {
    type Rgba = readonly [number, number, number, number];
    const parse = (color: string): Rgba => {
      const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return color.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    };
    const over = (top: Rgba, under: Rgba): Rgba => [
      top[0] * top[3] + under[0] * (1 - top[3]),
      top[1] * top[3] + under[1] * (1 - top[3]),
      top[2] * top[3] + under[2] * (1 - top[3]),
      1,
    ];
    const luminance = ([r, g, b]: Rgba): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((c) =>
        c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const groundOf = (element: Element): Rgba => {
      const layers: Rgba[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor);
        if (color[3] > 0) layers.push(color);
        if (color[3] === 1) break;
      }
      return layers.reduceRight<Rgba>((under, top) => over(top, under), [255, 255, 255, 1]);
    };
    const found: { text: string; ratio: number; where: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (
        text === '' ||
        element === null ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        continue;
      if (element.closest('.unseen, .skip, svg, [disabled], noscript, script') !== null) continue;
      const ground = groundOf(element);
      const ink = over(parse(getComputedStyle(element).color), ground);
      const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
      const ratio = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      if (ratio < bound)
        found.push({
          text: text.slice(0, 40),
          ratio: Math.round(ratio * 100) / 100,
          where: element.className,
        });
    }
    return found.slice(0, 10);
  }, least);

/** Pixels by which the page is wider than the window. */
export const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

/** Names of what Tab leads to, from the top of the page. */
export async function focusOrder(page: Page, steps: number): Promise<readonly string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    window.getSelection()?.removeAllRanges();
  });
  const names: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    names.push(
      await page.evaluate(() => {
        const at = document.activeElement;
        if (!(at instanceof HTMLElement)) return '';
        const label = at.closest('label')?.innerText ?? '';
        return (at.getAttribute('aria-label') ?? (at.innerText || label)).trim().split('\n')[0] ?? '';
      }),
    );
  }
  return names;
}

/** Whether what has the focus shows a ring. */
export const focusShows = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) return false;
    const style = getComputedStyle(at);
    const near = getComputedStyle(at.closest('tr, label') ?? at);
    return style.boxShadow !== 'none' || near.boxShadow !== 'none' || near.outlineStyle !== 'none';
  });
