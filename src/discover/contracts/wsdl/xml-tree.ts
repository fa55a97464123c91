import { SaxesParser } from 'saxes';
import type { WarningTally } from '../warning-tally.ts';

/** An element, its name without prefix. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly within it. */
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const depthMax = 100;
const elementsMax = 2_000_000;
const textMax = 4000;

/** Ends the reading of a document. */
class Stopped extends Error {}

/**
 * Reads XML. Entities that a document type declares are not known and never expanded; nothing is fetched. What stood before a fault stays.
 */
export const readXml = (source: string, file: string, warnings: WarningTally): XmlElement | null => {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  // The parser goes on after a fault; what follows is not to be trusted, and may be made to cost.
  const stop = (code: string, detail: string): never => {
    warnings.add(code, detail, { file, line: parser.line });
    throw new Stopped();
  };
  parser.on('doctype', () => {
    warnings.add('xml-doctype', 'a document type is not looked at', { file, line: parser.line });
  });
  parser.on('error', (error) => {
    stop('syntax-error', `XML: ${error.message.replace(/^[^:]*:?\d+:\d+: /, '')}`);
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (open.length >= depthMax) stop('too-deep', `XML is nested deeper than ${depthMax}`);
    else if (elements > elementsMax) stop('too-many-elements', `XML has more than ${elementsMax} elements`);
    const attributes = new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value]));
    const made: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: '',
      file,
      line: parser.line,
    };
    // It is put in its place before it is filled: a document that breaks off keeps it.
    open.at(-1)?.children.push(made);
    root ??= made;
    open.push(made);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined && element.text.length < textMax) {
      element.text += text.slice(0, textMax - element.text.length);
    }
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(source).close();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return root;
};
