/** What a page leads to: scripts, other pages, forms. */
import { parse } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';

/** A form as the page has it. */
export interface PageForm {
  readonly method: 'GET' | 'POST';
  /** As written; '' is the page itself. */
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly isMultipart: boolean;
  readonly line: number;
}

/** What was found in a page. */
export interface PageParts {
  /** Addresses of scripts, as written. */
  readonly scripts: readonly string[];
  /** Scripts that stand in the page, with the line where they begin. */
  readonly inline: readonly { readonly text: string; readonly line: number }[];
  readonly links: readonly string[];
  readonly forms: readonly PageForm[];
  readonly base: string | null;
}

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const nodesMax = 200_000;
const partsMax = 2_000;

/** Reads a page as browsers do. Never throws: any text is a page. */
export function readPage(html: string): PageParts {
  const scripts: string[] = [];
  const inline: { text: string; line: number }[] = [];
  const links: string[] = [];
  const forms: PageForm[] = [];
  let base: string | null = null;
  const stack: Node[] = [parse(html, { sourceCodeLocationInfo: true })];
  for (let left = nodesMax; left > 0; left -= 1) {
    const node = stack.pop();
    if (node === undefined) break;
    if ('childNodes' in node) stack.push(...[...node.childNodes].reverse());
    if (!('tagName' in node)) continue;
    switch (node.tagName) {
      case 'script': {
        const src = attribute(node, 'src');
        const type = attribute(node, 'type') ?? '';
        if (src !== null) add(scripts, src);
        else if (/^$|javascript|ecmascript|module|babel/i.test(type) && inline.length < partsMax)
          inline.push({ text: textOf(node), line: node.sourceCodeLocation?.startLine ?? 1 });
        break;
      }
      case 'link': {
        const href = attribute(node, 'href');
        const rel = attribute(node, 'rel') ?? '';
        if (href !== null && /modulepreload|preload|prefetch/.test(rel) && /\.m?js(?:\?|$)/.test(href))
          add(scripts, href);
        break;
      }
      case 'a':
      case 'iframe':
      case 'frame': {
        const href = attribute(node, node.tagName === 'a' ? 'href' : 'src');
        if (href !== null) add(links, href);
        break;
      }
      case 'base':
        base ??= attribute(node, 'href');
        break;
      case 'form':
        if (forms.length < partsMax) forms.push(formOf(node));
        break;
      default:
    }
  }
  return { scripts, inline, links, forms, base };
}

const add = (all: string[], one: string): void => {
  if (all.length < partsMax && one.length <= 4_096 && !all.includes(one)) all.push(one);
};

const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((one) => one.name === name)?.value ?? null;

const textOf = (element: Element): string =>
  element.childNodes.map((child) => ('value' in child ? child.value : '')).join('');

function formOf(form: Element): PageForm {
  const fields = new Map<string, string>();
  const stack: Node[] = [...form.childNodes];
  for (let left = 10_000; left > 0; left -= 1) {
    const node = stack.pop();
    if (node === undefined) break;
    if ('childNodes' in node) stack.push(...node.childNodes);
    if (!('tagName' in node) || !['input', 'select', 'textarea', 'button'].includes(node.tagName)) continue;
    const name = attribute(node, 'name');
    if (name !== null && name !== '' && fields.size < 64) fields.set(name, attribute(node, 'type') ?? 'text');
  }
  const method = (attribute(form, 'method') ?? 'get').toLowerCase();
  return {
    method: method === 'post' ? 'POST' : 'GET',
    action: attribute(form, 'action') ?? '',
    fields: [...fields].map(([name, type]) => ({ name, type })),
    isMultipart: (attribute(form, 'enctype') ?? '').includes('multipart'),
    line: form.sourceCodeLocation?.startLine ?? 1,
  };
}
