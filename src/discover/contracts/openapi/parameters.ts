import type { ParameterIn, ParameterType, SightedParameter } from '../../../model/sighting.ts';
import { isRecord, isTrue, member } from '../document/json-value.ts';
import type { References } from '../document/references.ts';
import type { ContractNode } from '../document/structured-document.ts';
import type { WarningTally } from '../warning-tally.ts';
import { typeWithFormat } from './schema-fields.ts';
import type { SchemaField, Schemas } from './schema-fields.ts';

/** Fields of bodies that all operations of a contract have together. */
const fieldsInAllMax = 1_000_000;

/** Headers that describe the message itself; OpenAPI tells them by content and security, not as parameters. */
const describing: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

const places: Readonly<Record<string, ParameterIn>> = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
  formdata: 'form',
};

/** How fields of a media type travel; null when it has none. */
export const placeOfMedia = (media: string): 'body' | 'form' | null => {
  if (/^(?:multipart\/|application\/x-www-form-urlencoded)/i.test(media)) return 'form';
  return /json|xml|yaml|cbor|msgpack|protobuf|^\*\/\*|^application\/\*/i.test(media) ? 'body' : null;
};

/** The content of the media types that have fields, each place once, JSON before the others. */
const contentsOf = (
  content: ContractNode,
): readonly { readonly place: 'body' | 'form'; readonly node: ContractNode }[] => {
  const known = content.members().flatMap((node) => {
    const place = placeOfMedia(node.key);
    return place === null ? [] : [{ place, node }];
  });
  const bodies = known.filter(({ place }) => place === 'body');
  const body = bodies.find(({ node }) => /json/i.test(node.key)) ?? bodies[0];
  const form = known.find(({ place }) => place === 'form');
  return [body, form].flatMap((one) => (one === undefined ? [] : [one]));
};

/** Reads the parameters and bodies of the operations of one contract. */
export class Parameters {
  readonly #references: References;
  readonly #schemas: Schemas;
  readonly #warnings: WarningTally;
  readonly #most: number;
  #given = 0;

  constructor(references: References, schemas: Schemas, warnings: WarningTally, most: number) {
    this.#references = references;
    this.#schemas = schemas;
    this.#warnings = warnings;
    this.#most = most;
  }

  /** Parameters of a path item and an operation; those of the operation come first where both name one. */
  declared(lists: readonly ContractNode[]): readonly SightedParameter[] {
    const found = new Map<string, SightedParameter>();
    for (const list of lists) {
      // Some writers give an object of parameters by name.
      const items = isRecord(list.value) ? list.members() : list.items();
      for (const item of items) {
        const node = this.#references.follow(item);
        if (node === null) continue;
        for (const parameter of this.#parameter(node)) {
          if (found.size < this.#most) found.set(`${parameter.in} ${parameter.name}`, parameter);
        }
      }
    }
    return [...found.values()];
  }

  #parameter(node: ContractNode): readonly SightedParameter[] {
    const name = node.text('name');
    const place = (node.text('in') ?? '').toLowerCase();
    const required = isTrue(member(node.value, 'required'));
    if (place === 'body') return this.fields(node.child('schema'), 'body', required);
    if (place === 'querystring') {
      const [first] = node.child('content').members();
      return first === undefined ? [] : this.fields(first.child('schema'), 'query', required);
    }
    const known = Object.hasOwn(places, place) ? places[place] : undefined;
    if (name === null || known === undefined) {
      this.#warnings.add('invalid-parameter', 'a parameter has no name or no known place', node.place);
      return [];
    }
    if (known === 'header' && describing.has(name.toLowerCase())) return [];
    return [
      { name, in: known, type: this.#type(node), required: known === 'path' || required, place: node.place },
    ];
  }

  /** By `schema`, by `content` (3.x), or by the parameter's own words (2.0). */
  #type(node: ContractNode): ParameterType {
    const schema = node.child('schema');
    if (schema.exists) return this.#schemas.type(schema);
    const [content] = node.child('content').members();
    if (content !== undefined) return this.#schemas.type(content.child('schema'));
    return typeWithFormat(node.text('type') ?? '', node.text('format'));
  }

  /** Fields of the body that an OpenAPI 3 `requestBody` describes. */
  body(requestBody: ContractNode): readonly SightedParameter[] {
    if (!requestBody.exists) return [];
    const node = this.#references.follow(requestBody);
    if (node === null) return [];
    const required = isTrue(member(node.value, 'required'));
    return contentsOf(node.child('content')).flatMap(({ place, node: content }) => {
      const media = this.#references.follow(content);
      return media === null ? [] : this.fields(media.child('schema'), place, required);
    });
  }

  /** Top-level fields of a schema as parameters. */
  fields(schema: ContractNode, place: ParameterIn, required: boolean): readonly SightedParameter[] {
    if (!schema.exists) return [];
    const parameter = ({ name, type, required: asked, node }: SchemaField): SightedParameter => ({
      name,
      in: place,
      type,
      required: required && asked,
      place: node.place,
    });
    // Operations that share a large schema would multiply it without end.
    if (this.#given > fieldsInAllMax) {
      this.#warnings.add('too-many-fields', `more than ${fieldsInAllMax} fields of bodies in all`, {
        file: schema.document.file,
      });
      return [];
    }
    const fields = this.#schemas.fields(schema, this.#most).map(parameter);
    this.#given += fields.length;
    return fields;
  }
}
