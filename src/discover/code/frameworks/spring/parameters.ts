/** What a handler method's parameters take from a request. */
import type { ParameterIn, SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import {
  type Annotation,
  annotationsOf,
  findAnnotation,
  isFalse,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import type { HandlerParam } from '../classes/members.ts';
import { fieldsOf, isDemanded, isSimpleType, parameterType, unwrapped } from '../java/types.ts';

/** Annotations by which Spring hands in something of its own. */
const supplied = [
  'AuthenticationPrincipal',
  'CurrentSecurityContext',
  'RequestAttribute',
  'SessionAttribute',
  'MatrixVariable',
  'Value',
  'Autowired',
  'RegisteredOAuth2AuthorizedClient',
  'CurrentUser',
  'LoginUser',
];

/** Types that Spring hands in by themselves. */
const suppliedTypes =
  /^(?:(?:Http)?Servlet(?:Request|Response)|Server(?:Web|Http)\w*|WebRequest|NativeWebRequest|Http(?:Session|Headers|Method|Entity)|Principal|Authentication|\w*Authentication\w*Token|OAuth2\w*|OidcUser|Jwt|UserDetails|Model|ModelMap|ModelAndView|RedirectAttributes\w*|BindingResult|Errors|SessionStatus|UriComponentsBuilder|UriBuilder|Locale|TimeZone|ZoneId|InputStream|OutputStream|Reader|Writer|WebSession|Multipart(?:Http)?ServletRequest|\w*Assembler|Predicate|Specification|Device|Continuation)$/;

const pageNames = ['page', 'size', 'sort'] as const;

/** What a handler takes. `isForm`: what it consumes is a form; `hasBody`: its method may have a body. */
export function requestParameters(
  machine: Machine,
  params: readonly HandlerParam[],
  request: { readonly isForm: boolean; readonly hasBody: boolean },
): readonly SightedParameter[] {
  const takesFiles = params.some((one) => parameterType(machine, one.type) === 'file');
  const inForm = request.isForm || (takesFiles && request.hasBody);
  const found: SightedParameter[] = [];
  for (const one of params) {
    for (const parameter of parametersOf(machine, one, inForm, request.hasBody)) {
      if (!found.some((other) => other.in === parameter.in && other.name === parameter.name))
        found.push(parameter);
    }
  }
  return found;
}

function parametersOf(
  machine: Machine,
  one: HandlerParam,
  inForm: boolean,
  hasBody: boolean,
): readonly SightedParameter[] {
  const annotations = one.declared.flatMap(({ param, env }) => annotationsOf(machine, param, env));
  const placed = unwrapped(one.type);
  const typeName = placed.type.name.split('.').at(-1) ?? '';
  const type = parameterType(machine, one.type);
  const optional = one.type.type.optional === true;
  const single = (where: ParameterIn, annotation: Annotation): readonly SightedParameter[] => {
    const told = textOf(valueOf(annotation, 'value', 'name'));
    // All parameters or headers at once.
    if (told === null && (type === 'object' || typeName === 'HttpHeaders')) return [];
    const required =
      !optional &&
      !isFalse(valueOf(annotation, 'required')) &&
      valueOf(annotation, 'defaultValue') === undefined;
    return [{ name: told ?? one.param.name, in: where, type, required }];
  };
  const query = findAnnotation(annotations, 'RequestParam');
  if (query !== undefined) {
    const where = (inForm || type === 'file') && hasBody ? 'form' : 'query';
    return single(where, query);
  }
  const path = findAnnotation(annotations, 'PathVariable');
  if (path !== undefined) return single('path', path).map((parameter) => ({ ...parameter, required: true }));
  const header = findAnnotation(annotations, 'RequestHeader');
  if (header !== undefined) return single('header', header);
  const cookie = findAnnotation(annotations, 'CookieValue');
  if (cookie !== undefined) return single('cookie', cookie);
  const part = findAnnotation(annotations, 'RequestPart');
  if (part !== undefined) return single('form', part);
  if (findAnnotation(annotations, 'RequestBody', 'Payload') !== undefined) {
    return fieldsOf(machine, one.type, inForm ? 'form' : 'body');
  }
  if (findAnnotation(annotations, ...supplied) !== undefined) return [];
  if (typeName === 'Pageable' || typeName === 'PageRequest') {
    return pageNames.map((name) => ({
      name,
      in: 'query',
      type: name === 'sort' ? 'array' : 'integer',
      required: false,
    }));
  }
  if (typeName === 'Sort') return [{ name: 'sort', in: 'query', type: 'array', required: false }];
  // An entity of a request is its body.
  if (/^(?:Http|Request)Entity$/.test(one.type.type.name)) return fieldsOf(machine, one.type, 'body');
  if (suppliedTypes.test(typeName)) return [];
  if (type === 'file')
    return hasBody ? [{ name: one.param.name, in: 'form', type, required: !optional }] : [];
  const attribute = findAnnotation(annotations, 'ModelAttribute', 'ParameterObject', 'QuerydslPredicate');
  if (attribute === undefined && isSimpleType(machine, one.type)) {
    const required = isDemanded(annotations);
    return [{ name: one.param.name, in: inForm ? 'form' : 'query', type, required: required ?? false }];
  }
  return fieldsOf(machine, one.type, hasBody ? 'form' : 'query');
}
