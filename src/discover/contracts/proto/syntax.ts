import { protoTokens } from './tokens.ts';
import type { ProtoToken } from './tokens.ts';

/** A value of an option: a text or word, or an aggregate with its fields in order. */
export type OptionValue = string | readonly OptionField[];

export interface OptionField {
  readonly name: string;
  readonly value: OptionValue;
}

export interface ProtoField {
  readonly name: string;
  readonly type: string;
  readonly label: 'required' | 'optional' | 'repeated' | 'map' | null;
  readonly options: readonly OptionField[];
  readonly line: number;
}

export interface ProtoMessage {
  /** With package and outer messages: `shop.v1.Order.Item`. */
  readonly fullName: string;
  readonly fields: readonly ProtoField[];
}

export interface ProtoMethod {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly clientStreams: boolean;
  readonly serverStreams: boolean;
  readonly options: readonly OptionField[];
  readonly comment: string | null;
  readonly line: number;
}

export interface ProtoService {
  readonly name: string;
  readonly methods: readonly ProtoMethod[];
  readonly options: readonly OptionField[];
  readonly comment: string | null;
  readonly line: number;
}

/** What a proto file declares. */
export interface ProtoSyntax {
  readonly package: string;
  readonly imports: readonly { readonly path: string; readonly line: number }[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly string[];
  readonly services: readonly ProtoService[];
  readonly faults: readonly { readonly what: string; readonly line: number }[];
}

/** Messages and aggregates within one another. */
const depthMax = 64;

/** Reads one file; a declaration that cannot be read is left out, up to its end. */
class ProtoParser {
  readonly #tokens: readonly ProtoToken[];
  #at = 0;
  #package = '';
  readonly #imports: { path: string; line: number }[] = [];
  readonly #messages: ProtoMessage[] = [];
  readonly #enums: string[] = [];
  readonly #services: ProtoService[] = [];
  readonly #faults: { what: string; line: number }[] = [];

  constructor(text: string) {
    this.#tokens = protoTokens(text);
  }

  parse(): ProtoSyntax {
    while (this.#at < this.#tokens.length) this.#declaration();
    return {
      package: this.#package,
      imports: this.#imports,
      messages: this.#messages,
      enums: this.#enums,
      services: this.#services,
      faults: this.#faults,
    };
  }

  get #token(): ProtoToken | undefined {
    return this.#tokens[this.#at];
  }

  #is(text: string): boolean {
    const token = this.#token;
    return token !== undefined && token.kind !== 'string' && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const token = this.#token;
    this.#at += 1;
    return token?.text ?? '';
  }

  #fault(what: string): void {
    this.#faults.push({ what, line: (this.#token ?? this.#tokens.at(-1))?.line ?? 1 });
  }

  /** To the end of a statement: past its `;` or its block. */
  #skipStatement(): void {
    while (this.#at < this.#tokens.length) {
      if (this.#take(';')) return;
      if (this.#is('}')) return;
      if (this.#is('{')) {
        this.#skipBlock();
        // `option (x) = { … };` ends with its semicolon.
        this.#take(';');
        return;
      }
      this.#at += 1;
    }
  }

  #skipBlock(): void {
    let depth = 0;
    while (this.#at < this.#tokens.length) {
      if (this.#is('{')) depth += 1;
      else if (this.#is('}')) depth -= 1;
      this.#at += 1;
      if (depth === 0) return;
    }
    this.#fault('a block has no end');
  }

  #declaration(): void {
    const start = this.#at;
    if (this.#take('package')) {
      this.#package = this.#next();
      this.#skipStatement();
    } else if (this.#take('import')) {
      if (this.#is('public') || this.#is('weak') || this.#is('option')) this.#at += 1;
      const line = this.#token?.line ?? 1;
      if (this.#token?.kind === 'string') this.#imports.push({ path: this.#next(), line });
      this.#skipStatement();
    } else if (this.#is('message')) this.#message(this.#package, 0);
    else if (this.#is('enum')) this.#enum(this.#package);
    else if (this.#is('service')) this.#service();
    else {
      if (!/^(?:syntax|edition|option|extend|;|export|local)$/.test(this.#token?.text ?? '')) {
        this.#fault(`“${(this.#token?.text ?? '').slice(0, 40)}” begins no declaration`);
      }
      if (!this.#take('export') && !this.#take('local')) this.#skipStatement();
    }
    // A stray closing brace must not hold the reading up.
    if (this.#at === start) this.#at += 1;
  }

  #enum(scope: string): void {
    this.#at += 1;
    this.#enums.push(qualified(scope, this.#next()));
    this.#skipStatement();
  }

  #message(scope: string, depth: number): void {
    this.#at += 1;
    const fullName = qualified(scope, this.#next());
    if (!this.#take('{')) {
      this.#fault(`the message ${fullName} has no body`);
      this.#skipStatement();
      return;
    }
    const fields: ProtoField[] = [];
    this.#members(fields, fullName, depth);
    this.#messages.push({ fullName, fields });
  }

  /** Up to the closing brace, which is taken. */
  #members(fields: ProtoField[], scope: string, depth: number): void {
    while (this.#at < this.#tokens.length && !this.#take('}')) {
      const start = this.#at;
      const word = this.#token?.text ?? '';
      const following = this.#tokens[this.#at + 2]?.text;
      if (word === 'message' && following === '{' && depth < depthMax) this.#message(scope, depth + 1);
      else if (word === 'enum' && following === '{') this.#enum(scope);
      else if (word === 'oneof' && following === '{' && depth < depthMax) {
        this.#at += 3;
        this.#members(fields, scope, depth + 1);
      } else if (
        /^(?:option|reserved|extensions|extend|message|enum|oneof|;)$/.test(word) &&
        following !== '='
      ) {
        if (!this.#take(';')) this.#skipStatement();
      } else if (word === 'option') this.#skipStatement();
      else this.#field(fields, scope, depth);
      if (this.#at === start) this.#at += 1;
    }
  }

  #field(fields: ProtoField[], scope: string, depth: number): void {
    const line = this.#token?.line ?? 1;
    let label: ProtoField['label'] = null;
    if (this.#is('required') || this.#is('optional') || this.#is('repeated')) {
      label = this.#next() as 'required' | 'optional' | 'repeated';
    }
    const dotted = this.#take('.') ? '.' : '';
    let type = dotted + this.#next();
    if (type === 'map' && this.#is('<')) {
      while (this.#at < this.#tokens.length && !this.#is('>') && !this.#is(';')) this.#at += 1;
      this.#take('>');
      label = 'map';
    }
    const name = this.#next();
    if (!this.#take('=')) {
      this.#fault(`a field of ${scope} cannot be read`);
      this.#skipStatement();
      return;
    }
    this.#next();
    // proto2: a group is a field and a message in one.
    if (type === 'group' && this.#take('{')) {
      type = qualified(scope, name);
      const inner: ProtoField[] = [];
      if (depth < depthMax) this.#members(inner, type, depth + 1);
      this.#messages.push({ fullName: type, fields: inner });
      fields.push({ name: name.toLowerCase(), type: `.${type}`, label, options: [], line });
      return;
    }
    const options = this.#take('[') ? this.#bracketed() : [];
    fields.push({ name, type, label, options, line });
    this.#skipStatement();
  }

  /** `[a = 1, (b.c) = X]` behind a field; the opening bracket is taken. */
  #bracketed(): readonly OptionField[] {
    const options: OptionField[] = [];
    while (this.#at < this.#tokens.length && !this.#take(']') && !this.#is(';')) {
      const name = this.#optionName();
      if (this.#take('=')) options.push({ name, value: this.#value(0) });
      else this.#at += this.#is(']') || this.#is(';') ? 0 : 1;
      this.#take(',');
    }
    return options;
  }

  /** `(google.api.http).get` as `google.api.http.get`. */
  #optionName(): string {
    let name = '';
    while (this.#at < this.#tokens.length && !/^[=;{}\]]$/.test(this.#token?.text ?? '')) {
      const text = this.#next();
      if (text !== '(' && text !== ')') name += text;
    }
    return name.replace(/^\./, '');
  }

  #value(depth: number): OptionValue {
    if (this.#take('{')) return this.#aggregate(depth, '}');
    if (this.#take('<')) return this.#aggregate(depth, '>');
    if (this.#token?.kind !== 'string') {
      const sign = this.#take('-') ? '-' : '';
      return sign + this.#next();
    }
    // Texts that follow one another are one.
    let text = '';
    while (this.#token?.kind === 'string') text += this.#next();
    return text;
  }

  /** Fields of an aggregate in the text format, up to its closing sign. */
  #aggregate(depth: number, close: string): readonly OptionField[] {
    const fields: OptionField[] = [];
    while (this.#at < this.#tokens.length && !this.#take(close)) {
      if (this.#take(',') || this.#take(';')) continue;
      let name = this.#next();
      if (name === '[') {
        name = '';
        while (this.#at < this.#tokens.length && !this.#take(']')) name += this.#next();
      }
      this.#take(':');
      if (depth >= depthMax) {
        this.#fault('an option is nested too deeply');
        this.#at = this.#tokens.length;
      } else if (this.#take('[')) {
        while (this.#at < this.#tokens.length && !this.#take(']')) {
          if (!this.#take(',')) fields.push({ name, value: this.#value(depth + 1) });
        }
      } else if (!this.#is(close)) fields.push({ name, value: this.#value(depth + 1) });
    }
    return fields;
  }

  #option(): OptionField {
    this.#at += 1;
    const name = this.#optionName();
    const value = this.#take('=') ? this.#value(0) : '';
    this.#skipStatement();
    return { name, value };
  }

  #service(): void {
    const { comment, line } = this.#token ?? { comment: null, line: 1 };
    this.#at += 1;
    const name = this.#next();
    const methods: ProtoMethod[] = [];
    const options: OptionField[] = [];
    if (!this.#take('{')) {
      this.#fault(`the service ${name} has no body`);
      this.#skipStatement();
      return;
    }
    while (this.#at < this.#tokens.length && !this.#take('}')) {
      const start = this.#at;
      if (this.#is('option')) options.push(this.#option());
      else if (this.#is('rpc')) this.#method(methods);
      else if (!this.#take(';')) {
        this.#fault(`a member of the service ${name} cannot be read`);
        this.#skipStatement();
      }
      if (this.#at === start) this.#at += 1;
    }
    this.#services.push({ name, methods, options, comment, line });
  }

  #method(methods: ProtoMethod[]): void {
    const { comment, line } = this.#token ?? { comment: null, line: 1 };
    this.#at += 1;
    const name = this.#next();
    const input = this.#messageType();
    this.#take('returns');
    const output = this.#messageType();
    if (input === null || output === null) {
      this.#fault(`the method ${name.slice(0, 100)} cannot be read`);
      this.#skipStatement();
      return;
    }
    const options: OptionField[] = [];
    if (this.#take('{')) {
      while (this.#at < this.#tokens.length && !this.#take('}')) {
        if (this.#is('option')) options.push(this.#option());
        else this.#at += 1;
      }
      this.#take(';');
    } else this.#skipStatement();
    methods.push({
      name,
      input: input.name,
      output: output.name,
      clientStreams: input.streams,
      serverStreams: output.streams,
      options,
      comment,
      line,
    });
  }

  /** `(stream .shop.Order)` */
  #messageType(): { readonly name: string; readonly streams: boolean } | null {
    if (!this.#take('(')) return null;
    const streams = this.#is('stream') && this.#tokens[this.#at + 1]?.text !== ')';
    if (streams) this.#at += 1;
    let name = '';
    while (this.#at < this.#tokens.length && !this.#is(')') && !this.#is('{') && !this.#is(';'))
      name += this.#next();
    return this.#take(')') && name !== '' ? { name, streams } : null;
  }
}

/** A name within a scope. */
export const qualified = (scope: string, name: string): string => (scope === '' ? name : `${scope}.${name}`);

/** What a proto2, proto3 or edition file declares, as far as operations need it. */
export const parseProto = (text: string): ProtoSyntax => new ProtoParser(text).parse();
