/** By what a Java file shows that routes, or what they rest on, may be in it. */

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

/** May routes be in a file of this text? */
export const mayMatterInJava = (text: string): boolean => signs.some((sign) => text.includes(sign));
