/** Configuration classes: security chains, interceptors, path prefixes, routers, WebSocket endpoints. Their methods are run. */
import { walkFn } from '../../ir-walk.ts';
import type { Fn } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, FnValue, Model, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, model, nameOf, positional, textsOf, unknown } from '../../machine/values.ts';
import {
  classAnnotations,
  findAnnotation,
  methodAnnotations,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import { settingsOf } from '../java/settings.ts';
import { contextPath, findingsOf } from './application.ts';
import { pathsIn, springPath } from './mapping.ts';
import { interceptorsModel, securityModel, securityTypes } from './security-dsl.ts';
import type { SecurityChain } from './security-rules.ts';

const last = (name: string): string => name.split('.').at(-1) ?? name;

/** Is it a class whose methods configure an application? */
const configures = (cls: ClassValue): boolean =>
  cls.cls.kind === 'class' && (cls.cls.decorators.length > 0 || cls.cls.bases.length > 0);

/** Runs what a class configures. */
export function readConfiguration(machine: Machine, cls: ClassValue): void {
  if (!configures(cls)) return;
  for (const fn of cls.cls.methods) {
    const kind = kindOf(fn);
    if (kind === null) continue;
    const self = machine.instantiate(cls, []);
    const method: FnValue = { t: 'fn', fn, env: machine.envOf(cls), file: cls.file, self };
    if (kind === 'router') {
      const isBean = findAnnotation(methodAnnotations(machine, method), 'Bean') !== undefined;
      if (!isBean) continue;
      serve(machine, machine.invoke(method, []), cls.file);
    } else if (kind === 'customizer') {
      const customizer = machine.invoke(method, []);
      if (customizer.t === 'fn') customize(machine, customizer, method);
    } else machine.invoke(method, argumentsOf(machine, method));
  }
}

/** What a method configures, by its types. */
function kindOf(fn: Fn): 'router' | 'chain' | 'customizer' | 'mvc' | 'sockets' | null {
  const returns = last(fn.returns?.name ?? '');
  if (returns === 'RouterFunction' || returns === 'ComposedRouterFunction') return 'router';
  if (returns === 'WebSecurityCustomizer') return 'customizer';
  for (const { type } of fn.params) {
    const name = last(type?.name ?? '');
    if (name === 'HttpSecurity' || name === 'ServerHttpSecurity' || name === 'WebSecurity') return 'chain';
    if (name === 'InterceptorRegistry' || name === 'PathMatchConfigurer') return 'mvc';
    if (name === 'WebSocketHandlerRegistry' || name === 'StompEndpointRegistry') return 'sockets';
  }
  return null;
}

/** `web -> web.ignoring()...` */
function customize(machine: Machine, customizer: FnValue, method: FnValue): void {
  const chain = openChain(machine, method);
  findingsOf(machine).security.ignored.push(chain);
  machine.invoke(customizer, [securityModel('ignoring', chain)]);
}

const lastOrder = 1_000_000;

function openChain(machine: Machine, method: FnValue): SecurityChain {
  const order =
    findAnnotation(methodAnnotations(machine, method), 'Order') ??
    (method.self?.t === 'instance'
      ? findAnnotation(classAnnotations(machine, method.self.of), 'Order')
      : undefined);
  const value = order === undefined ? undefined : valueOf(order, 'value');
  return {
    file: method.file,
    line: method.fn.line,
    order: value?.t === 'num' ? value.v : Number(textOf(value) ?? lastOrder) || lastOrder,
    matches: [],
    rules: [],
    schemes: new Map(),
  };
}

function argumentsOf(machine: Machine, method: FnValue): readonly Value[] {
  const findings = findingsOf(machine);
  const { fn, file } = method;
  return fn.params.map((param): Value => {
    const name = last(param.type?.name ?? '');
    const configured = securityTypes[name];
    if (configured === 'interceptors') return interceptorsModel(findings.security.interceptors, file);
    if (configured !== undefined) {
      const chain = openChain(machine, method);
      (configured === 'ignoring' ? findings.security.ignored : findings.security.chains).push(chain);
      return securityModel(configured, chain);
    }
    if (name === 'PathMatchConfigurer') return model('spring', 'path match', null, { file });
    if (/^(?:WebSocketHandler|StompEndpoint)Registry$/.test(name))
      return model('spring', 'sockets', null, { file });
    const cls = param.type === undefined ? null : machine.classOf(param.type, method.env);
    return cls === null || cls.cls.kind === 'interface' ? unknown(param.name) : machine.instantiate(cls, []);
  });
}

/** Makes a router part of the application. */
export function serve(machine: Machine, value: Value, file: string): void {
  if (value.t === 'either') for (const one of value.options) serve(machine, one, file);
  if (value.t !== 'model' || value.framework !== 'spring' || value.scope === null) return;
  const { scope } = value;
  if (scope.isRoot) return;
  scope.isRoot = true;
  scope.prefix = contextPath(machine, file);
}

/** Methods of the models that stand for what is configured here. */
export function configurationMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const file = self.data.get('file');
  if (typeof file !== 'string') return undefined;
  if (self.kind === 'path match') {
    if (name === 'addPathPrefix') addPrefix(machine, site, file);
    return self;
  }
  if (self.kind !== 'sockets') return undefined;
  // `registry.addHandler(handler, "/ws")`, `registry.addEndpoint("/stomp").withSockJS()`
  if (name !== 'addHandler' && name !== 'addEndpoint') return self;
  const settings = settingsOf(machine).for(file);
  const values = positional(site);
  const handler = name === 'addHandler' ? values[0] : undefined;
  const paths = (name === 'addHandler' ? values.slice(1) : values).flatMap((value) =>
    pathsIn(value, settings),
  );
  const scope = machine.scope({
    framework: 'spring',
    isRoot: true,
    file,
    line: site.line,
    prefix: contextPath(machine, file),
  });
  for (const path of paths) {
    scope.route({
      methods: ['WS'],
      kind: 'websocket',
      path,
      file: site.file,
      line: site.line,
      handler: handler === undefined ? null : nameOf(handler),
    });
  }
  return self;
}

function addPrefix(machine: Machine, site: CallSite, file: string): void {
  const settings = settingsOf(machine).for(file);
  const [prefix] = textsOf(arg(site, 0));
  if (prefix === undefined) return;
  const annotations: string[] = [];
  const packages: string[] = [];
  const predicate = arg(site, 1);
  const read = (value: Value): void => {
    if (value.t === 'result') {
      const method = last(nameOf(value.callee));
      for (const one of value.args.flatMap((each) => itemsOf(each.value))) {
        if (method === 'forAnnotation') annotations.push(last(nameOf(one)));
        else if (method === 'forBasePackage')
          packages.push(...textsOf(one).flatMap((text) => known(text) ?? []));
      }
      if (value.callee.t === 'member') read(value.callee.of);
    } else if (value.t === 'fn') {
      walkFn(value.fn, {
        expr(expr) {
          const name = expr.t === 'name' ? expr.v : expr.t === 'member' ? expr.name : '';
          if (/^[A-Z]\w*$/.test(name) && !annotations.includes(name)) annotations.push(name);
        },
      });
    }
  };
  if (predicate !== undefined) read(predicate);
  findingsOf(machine).prefixes.push({ file, path: springPath(prefix, settings), annotations, packages });
}
