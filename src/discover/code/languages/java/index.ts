/** Java. */
import type { Language } from '../language.ts';
import { javaResolver } from './imports.ts';
import { lowerJava } from './lower.ts';

/**
 * What routes, their constants, their types and their security are written with. Data classes have none of these: they are read when an
 * import or a neighbour leads to them.
 */
const signs = [
  'Mapping',
  'Api',
  'Resource',
  '@Dgs',
  '@Path',
  '@ApplicationPath',
  '@Controller',
  '@RestController',
  'Repository<',
  'RouterFunction',
  'SecurityFilterChain',
  'HttpSecurity',
  'WebSocketHandlerRegistry',
  'StompEndpointRegistry',
  'ServletRegistrationBean',
  'ServletContainer',
  '@WebServlet',
  '@ServerEndpoint',
  '@WebSocket',
  'jakarta.ws.rs',
  'javax.ws.rs',
  'io.micronaut.http',
  '@FeignClient',
  'WebMvcConfigurer',
  'PathMatchConfigurer',
] as const;

export const java: Language = {
  id: 'java',
  title: 'Java',
  endings: { '.java': 'java' },
  lower: (root) => lowerJava(root),
  resolver: (files) => javaResolver(files),
  mayMatter: (text) => signs.some((sign) => text.includes(sign)),
};
