/** gRPC services: a class that extends the base which is generated from a proto answers its methods. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite } from '../../machine/values.ts';
import { parsePath, type PathPattern } from '../../routes/template.ts';
import { classOfType } from './types.ts';

interface GrpcMethod {
  readonly path: PathPattern;
  readonly handlerName: string;
}

/** The methods of the service that `MapGrpcService<T>()` maps: those that its class overrides. */
export function grpcMethods(machine: Machine, site: CallSite): readonly GrpcMethod[] {
  const [type] = site.types;
  const cls = type === undefined ? null : classOfType(machine, type, site.env);
  if (cls === null) return [];
  for (const base of cls.cls.bases) {
    // `Greeter.GreeterBase`
    const service =
      base.t === 'member' && base.name.endsWith('Base') ? base.name.slice(0, -'Base'.length) : null;
    if (service === null) continue;
    const declared = protoOf(machine, service);
    return cls.cls.methods
      .filter((method) => method.visibility === 'public' && method.name !== 'constructor')
      .filter((method) => declared === null || declared.methods.includes(method.name))
      .map((method) => ({
        path: parsePath(
          `/${declared === null || declared.package === '' ? '' : `${declared.package}.`}${service}/${method.name}`,
          'brace',
        ),
        handlerName: `${cls.cls.name}.${method.name}`,
      }));
  }
  return [];
}

interface ProtoService {
  readonly package: string;
  readonly methods: readonly string[];
}

function protoOf(machine: Machine, service: string): ProtoService | null {
  const services = machine.notes<Map<string, ProtoService>>('aspnet protos', () => {
    const found = new Map<string, ProtoService>();
    for (const file of machine.project.files) {
      if (!file.endsWith('.proto')) continue;
      let inPackage = '';
      let methods: string[] = [];
      for (const line of (machine.project.read(file) ?? '').split('\n')) {
        const declared = /^\s*(package|service|rpc)\s+([\w.]+)/.exec(line.slice(0, 300));
        const name = declared?.[2] ?? '';
        if (declared?.[1] === 'package') inPackage = name;
        else if (declared?.[1] === 'rpc') methods.push(name);
        else if (declared?.[1] === 'service') {
          methods = [];
          found.set(name, { package: inPackage, methods });
        }
      }
    }
    return found;
  });
  return services.get(service) ?? null;
}
