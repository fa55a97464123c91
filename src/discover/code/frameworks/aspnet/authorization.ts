/** `[Authorize]`, `[AllowAnonymous]` and what is made of them; and what a project asks of all. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import { authBy, schemeOf } from '../../routes/auth-names.ts';
import { type Annotation, textOf, textsIn, valueOf } from '../classes/annotations.ts';
import { projectsOf } from './projects.ts';

/** Attributes that are about access though they are not `[Authorize]`: those that extend it, filters with such names. */
const speaking =
  /^(?:Custom|My|App|Has|Require[sd]?|Need)?\w*(?:Authorize|Authorization|Permission|ApiKey|BasicAuth|JwtAuth)\w*$/;

/** What attributes ask for; null when they say nothing. `[AllowAnonymous]` undoes all others. */
export function attributeAuth(annotations: readonly Annotation[], file: string): SightedAuth | null {
  const anonymous = annotations.find((one) => one.name === 'AllowAnonymous');
  if (anonymous !== undefined) {
    return {
      ...authBy('none', 'unknown', 'AllowAnonymous', '[AllowAnonymous]'),
      place: { file, line: anonymous.line },
    };
  }
  for (const one of annotations) {
    const auth = authOf(one);
    if (auth !== null) return { ...auth, place: { file, line: one.line } };
  }
  return null;
}

function authOf(annotation: Annotation): SightedAuth | null {
  const { name } = annotation;
  const isAuthorize = name === 'Authorize';
  if (!isAuthorize && !extendsAuthorize(annotation) && !speaking.test(name)) return null;
  if (/^(?:Swagger|OpenApi|Produces|Skip|No)/.test(name)) return null;
  const policies = textsIn(valueOf(annotation, 'Policy', 'value'));
  const roles = (textOf(valueOf(annotation, 'Roles')) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const schemes = textOf(valueOf(annotation, 'AuthenticationSchemes', 'ActiveAuthenticationSchemes'));
  const scopes = [...roles, ...policies].slice(0, 16);
  const words = [name, ...scopes].join(' ');
  const scheme = schemes === null ? (isAuthorize ? 'unknown' : schemeOf(name)) : schemeOf(schemes);
  return authBy('required', scheme, schemes ?? name, `[${words.trim()}]`, scopes);
}

/** An attribute class of the project that extends `AuthorizeAttribute`. */
function extendsAuthorize({ site }: Annotation): boolean {
  return (
    site.callee.t === 'class' &&
    site.callee.cls.bases.some((base) => base.t === 'name' && /^Authorize(?:Attribute)?$/.test(base.v))
  );
}

/** Puts in how callers prove who they are, and what the project asks of all. */
export function inProject(machine: Machine, own: SightedAuth | null, file: string): SightedAuth | null {
  const projects = projectsOf(machine);
  const all = projects.for(file, (facts) => facts.requiresAll);
  const auth = own ?? (all === null ? null : authBy('required', 'unknown', 'Authorize', all));
  if (auth === null || auth.demand !== 'required') return auth;
  if (auth.schemes.some((one) => one.scheme !== 'unknown')) return auth;
  const known = projects.for(file, (facts) => (facts.schemes.size === 0 ? null : facts.schemes));
  if (known === null) return auth;
  const scopes = auth.schemes.flatMap((one) => one.scopes);
  return { ...auth, schemes: [...known].map(([scheme, name]) => ({ scheme, name, scopes })) };
}
