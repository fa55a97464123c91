import type { AuthScheme, SightedAuth } from '../../../model/sighting.ts';
import { unknownAuth } from '../../../model/sighting.ts';
import type { ContractReading } from '../contract-reader.ts';
import type { SourceText } from '../document/referenced-files.ts';
import { readXml } from './xml-tree.ts';
import type { XmlElement } from './xml-tree.ts';

/** An operation at an address. */
export interface WsdlOperation {
  readonly operation: XmlElement;
  /** null when no service tells it. */
  readonly address: string | null;
  /** `POST` for SOAP; what an HTTP binding says. */
  readonly method: string;
  /** What an HTTP binding adds to the address. */
  readonly location: string | null;
  readonly documentation: string | null;
  /** Elements of the request. */
  readonly input: readonly XmlElement[];
  readonly tags: readonly string[];
}

const httpNamespace = 'http://schemas.xmlsoap.org/wsdl/http/';

const local = (name: string | undefined): string => (name ?? '').replace(/^.*:/, '');

const named = (elements: readonly XmlElement[], name: string): readonly XmlElement[] =>
  elements.filter((element) => element.name === name);

const nameOf = (element: XmlElement): string => element.attributes.get('name') ?? '';

/** Elements of one name, by their `name`. */
const byName = (elements: readonly XmlElement[]): ReadonlyMap<string, XmlElement> =>
  new Map(elements.map((element) => [nameOf(element), element]));

/** All that is written in an element, in one text. */
const wholeText = (element: XmlElement, depth = 0): string =>
  depth > 20 ? '' : [element.text, ...element.children.map((child) => wholeText(child, depth + 1))].join(' ');

const documentationOf = (element: XmlElement | undefined): string | null => {
  const [found] = element === undefined ? [] : named(element.children, 'documentation');
  const text = found === undefined ? '' : wholeText(found).trim();
  return text === '' ? null : text;
};

/** What stands in security policies (WS-SecurityPolicy 1.3), by name of the assertion. */
const assertions: Readonly<Record<string, AuthScheme>> = {
  UsernameToken: 'basic',
  HttpBasicAuthentication: 'basic',
  HttpDigestAuthentication: 'signature',
  RequireClientCertificate: 'mtls',
  X509Token: 'signature',
  SamlToken: 'bearer',
  IssuedToken: 'bearer',
  KerberosToken: 'unknown',
};

/** Files that make one description. */
const filesMax = 200;

/** Steps from a type to the type it extends. */
const typeDepthMax = 12;

/** A WSDL description with what it imports. */
export class WsdlDocument {
  readonly framework: string;
  readonly name: string | null;
  readonly auth: SightedAuth;
  readonly #definitions: readonly XmlElement[];
  readonly #schemaElements: ReadonlyMap<string, XmlElement>;
  readonly #schemaTypes: ReadonlyMap<string, XmlElement>;

  private constructor(roots: readonly XmlElement[]) {
    const [first] = roots;
    this.#definitions = roots.filter(({ name }) => name === 'definitions' || name === 'description');
    this.framework = first?.name === 'description' ? 'wsdl-2.0' : 'wsdl-1.1';
    const [service] = this.#all('service');
    const told = service === undefined ? (first?.attributes.get('name') ?? '') : nameOf(service);
    this.name = told === '' ? null : told;
    const schemas = [
      ...roots.filter(({ name }) => name === 'schema'),
      ...this.#all('types').flatMap((types) => named(types.children, 'schema')),
    ].flatMap(({ children }) => children);
    this.#schemaElements = byName(named(schemas, 'element'));
    this.#schemaTypes = byName(named(schemas, 'complexType'));
    this.auth = this.#policy();
  }

  /** Reads a description and the local files that it imports or includes. */
  static read(source: SourceText, { files, warnings }: ContractReading): WsdlDocument | null {
    const roots: XmlElement[] = [];
    const pending = [source];
    const seen = new Set<string>([source.absolute]);
    for (let next = pending.shift(); next !== undefined && roots.length < filesMax; next = pending.shift()) {
      const root = readXml(next.text, next.file, warnings);
      if (root === null) continue;
      roots.push(root);
      const holders = [
        root,
        ...named(root.children, 'types').flatMap((types) => named(types.children, 'schema')),
      ];
      for (const child of holders.flatMap(({ children }) => children)) {
        if (child.name !== 'import' && child.name !== 'include') continue;
        const location = child.attributes.get('location') ?? child.attributes.get('schemaLocation');
        if (location === undefined) continue;
        const found = files.follow(location, next.absolute, { file: next.file, line: child.line });
        if (found === null || seen.has(found.absolute)) continue;
        seen.add(found.absolute);
        pending.push(found);
      }
    }
    return roots.length === 0 ? null : new WsdlDocument(roots);
  }

  #all(name: string): readonly XmlElement[] {
    return this.#definitions.flatMap(({ children }) => named(children, name));
  }

  /** Operations of all endpoints; of all interfaces, when no service has an address. */
  operations(): readonly WsdlOperation[] {
    const bindings = byName(this.#all('binding'));
    const ports = this.#all('service').flatMap((service) => [
      ...named(service.children, 'port'),
      ...named(service.children, 'endpoint'),
    ]);
    const found = ports.flatMap((port) => {
      const binding = bindings.get(local(port.attributes.get('binding')));
      if (binding === undefined) return [];
      const address = named(port.children, 'address')[0]?.attributes.get('location');
      return this.#bound(binding, address ?? port.attributes.get('address') ?? null);
    });
    if (found.length > 0) return found;
    return [...this.#all('portType'), ...this.#all('interface')].flatMap((type) =>
      named(type.children, 'operation').map((operation) => this.#operation(operation, null, null, null)),
    );
  }

  #bound(binding: XmlElement, address: string | null): readonly WsdlOperation[] {
    const interfaceName = local(binding.attributes.get('type') ?? binding.attributes.get('interface'));
    const types = byName([...this.#all('portType'), ...this.#all('interface')]);
    // WSDL 2.0 has a URI as the type of a binding, and the name in `interface`.
    const type = types.get(local(binding.attributes.get('interface'))) ?? types.get(interfaceName);
    const manner = named(binding.children, 'binding')[0];
    const verb = manner?.namespace === httpNamespace ? (manner.attributes.get('verb') ?? null) : null;
    const details = byName(named(binding.children, 'operation'));
    return this.#inherited(type, types, 0).map((operation) => {
      const detail = details.get(nameOf(operation));
      return this.#operation(operation, address, verb, detail ?? null);
    });
  }

  /** Operations of an interface and of those it extends (2.0). */
  #inherited(
    type: XmlElement | undefined,
    types: ReadonlyMap<string, XmlElement>,
    depth: number,
  ): readonly XmlElement[] {
    if (type === undefined || depth > typeDepthMax) return [];
    const extended = (type.attributes.get('extends') ?? '').split(/\s+/).filter((name) => name !== '');
    return [
      ...named(type.children, 'operation'),
      ...extended.slice(0, 20).flatMap((name) => this.#inherited(types.get(local(name)), types, depth + 1)),
    ];
  }

  #operation(
    operation: XmlElement,
    address: string | null,
    verb: string | null,
    detail: XmlElement | null,
  ): WsdlOperation {
    const manner = detail === null ? undefined : named(detail.children, 'operation')[0];
    const action = manner?.attributes.get('soapAction') ?? '';
    return {
      operation,
      address,
      method: verb === null ? 'POST' : verb.toUpperCase(),
      location: verb === null ? null : (manner?.attributes.get('location') ?? `/${nameOf(operation)}`),
      documentation: documentationOf(operation) ?? documentationOf(detail ?? undefined),
      input: this.#input(operation),
      tags: action === '' ? [] : [`soapAction:${action.slice(0, 200)}`],
    };
  }

  #input(operation: XmlElement): readonly XmlElement[] {
    const [input] = named(operation.children, 'input');
    if (input === undefined) return [];
    const element = input.attributes.get('element');
    if (element !== undefined) return this.#fields(this.#schemaElements.get(local(element)), 0);
    const message = byName(this.#all('message')).get(local(input.attributes.get('message')));
    return named(message?.children ?? [], 'part').flatMap((part) => {
      const name = part.attributes.get('element');
      if (name === undefined) return [part];
      const found = this.#schemaElements.get(local(name));
      const fields = this.#fields(found, 0);
      // An element of a simple type is itself the field.
      return fields.length === 0 && found?.attributes.has('type') === true ? [found] : fields;
    });
  }

  /** Elements within an element or type: those of its sequences and choices, and of the type it extends. */
  #fields(holder: XmlElement | undefined, depth: number): readonly XmlElement[] {
    if (holder === undefined || depth > typeDepthMax) return [];
    const type = this.#schemaTypes.get(local(holder.attributes.get('type') ?? holder.attributes.get('base')));
    const inherited = type === undefined || type === holder ? [] : this.#fields(type, depth + 1);
    const own = holder.children.flatMap((child) => {
      if (/^(?:complexType|sequence|all|choice|complexContent|extension|restriction)$/.test(child.name)) {
        return this.#fields(child, depth + 1);
      }
      return child.name === 'element' ? [child] : [];
    });
    return [...inherited, ...own];
  }

  /** What the policies of the description ask for, taken together. */
  #policy(): SightedAuth {
    const found = new Map<string, { readonly scheme: AuthScheme; readonly element: XmlElement }>();
    const search = (element: XmlElement): void => {
      const scheme = Object.hasOwn(assertions, element.name) ? assertions[element.name] : undefined;
      if (scheme !== undefined) found.set(element.name, { scheme, element });
      if (element.attributes.get('RequireClientCertificate') === 'true') {
        found.set('RequireClientCertificate', { scheme: 'mtls', element });
      }
      // The tree is bounded in depth where it is read.
      for (const child of element.children) search(child);
    };
    for (const policy of this.#all('Policy')) search(policy);
    const [first] = found.values();
    if (first === undefined) return unknownAuth;
    return {
      demand: 'required',
      schemes: [...found].map(([name, { scheme }]) => ({ scheme, name, scopes: [] })),
      reason: `policy: ${[...found.keys()].join(', ')}`,
      place: { file: first.element.file, line: first.element.line },
    };
  }
}
