/** What Spring applications look like, and what must be found in them. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'reads class and method mappings with constants, several paths and a context path',
    files: {
      'src/main/resources/application.yml':
        'server:\n  servlet:\n    context-path: /shop\n---\nspring.config.activate.on-profile: dev\nserver.servlet.context-path: /dev\n',
      'src/main/java/com/shop/Paths.java': `package com.shop;
public final class Paths {
  public static final String API = "/api";
  public static final String ORDERS = API + "/orders";
  private Paths() {}
}`,
      'src/main/java/com/shop/web/OrderController.java': `package com.shop.web;

import com.shop.Paths;
import com.shop.dto.OrderDto;
import org.springframework.web.bind.annotation.*;
import static com.shop.Paths.API;

/** Orders. */
@RestController
@RequestMapping(Paths.ORDERS)
public class OrderController {
  static final String ONE = "/{id}";

  /** Finds one order. Or not. */
  @GetMapping(ONE)
  public OrderDto find(@PathVariable("id") Long id, @RequestHeader(name = "X-Tenant", required = false) String tenant) { return null; }

  @RequestMapping(value = {"", "/all"}, method = {RequestMethod.GET, RequestMethod.HEAD})
  public List<OrderDto> list(@RequestParam(defaultValue = "0") int page, @RequestParam("q") Optional<String> query, Pageable pageable) { return null; }

  @Deprecated
  @PostMapping(consumes = "application/json")
  public OrderDto create(@Valid @RequestBody OrderDto order, @CookieValue("sid") String sid) { return null; }

  // @DeleteMapping("/{id}")
  public void remove(Long id) {}

  @PostMapping(path = "/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  public void upload(@PathVariable Long id, @RequestParam("file") MultipartFile file, @RequestParam String title) {}
}`,
      'src/main/java/com/shop/dto/OrderDto.java': `package com.shop.dto;
public class OrderDto extends BaseDto {
  private static final long serialVersionUID = 1L;
  @NotBlank private String customer;
  @JsonProperty("line_items") private List<String> items;
  @JsonIgnore private String secret;
}`,
      'src/main/java/com/shop/dto/BaseDto.java':
        'package com.shop.dto;\npublic abstract class BaseDto { protected UUID id; }',
      'src/main/java/com/shop/Client.java': `package com.shop;
@FeignClient(name = "stock", url = "http://stock")
public interface Client { @GetMapping("/stock/{id}") Stock stock(@PathVariable String id); }`,
    },
    routes: [
      {
        route: 'GET /shop/api/orders/{id}',
        file: 'src/main/java/com/shop/web/OrderController.java',
        line: 16,
        params: ['path id: integer:int64', 'header X-Tenant: string'],
        handler: 'OrderController.find',
        purpose: 'Finds one order',
        auth: 'unknown',
      },
      {
        route: 'GET /shop/api/orders',
        params: ['query page: integer', 'query q: string', 'query size', 'query sort'],
      },
      { route: 'HEAD /shop/api/orders' },
      { route: 'GET /shop/api/orders/all' },
      { route: 'HEAD /shop/api/orders/all' },
      {
        route: 'POST /shop/api/orders',
        params: [
          'body customer: string',
          'body line_items: array',
          'body id: string:uuid',
          'cookie sid: string',
        ],
        deprecated: true,
      },
      {
        route: 'POST /shop/api/orders/{id}/files',
        params: ['path id: integer:int64', 'form file: file', 'form title: string'],
      },
    ],
  },
  {
    title:
      'reads inherited controllers with generics, interfaces that carry the annotations, and composed annotations',
    files: {
      'core/src/main/java/org/x/core/CrudController.java': `package org.x.core;
import org.springframework.web.bind.annotation.*;
public abstract class CrudController<T, ID> {
  @GetMapping("/{id}")
  public T get(@PathVariable ID id) { return null; }
  @PutMapping("/{id}")
  public T save(@PathVariable("id") ID id, @RequestBody T body) { return body; }
}`,
      'core/src/main/java/org/x/core/ApiController.java': `package org.x.core;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RequestMapping;
@Retention(RetentionPolicy.RUNTIME)
@RestController
@RequestMapping
public @interface ApiController {
  @AliasFor(annotation = RequestMapping.class, attribute = "path")
  String[] value() default {};
}`,
      'web/src/main/java/org/x/web/PetController.java': `package org.x.web;
import org.x.core.*;
import org.springframework.security.access.prepost.PreAuthorize;
@ApiController("/pets")
class PetController extends CrudController<PetController.PetForm, Long> implements PetApi {
  @Override
  public String search(String name, @Nullable Integer age) { return ""; }
  @PreAuthorize("hasRole('ADMIN')")
  @Override
  public PetForm save(Long id, PetForm body) { return body; }
  record PetForm(@NotNull String name, LocalDate born) {}
}`,
      'web/src/main/java/org/x/web/PetApi.java': `package org.x.web;
import org.springframework.web.bind.annotation.*;
public interface PetApi {
  String SEARCH = "/search";
  @RequestMapping(method = RequestMethod.GET, value = PetApi.SEARCH, produces = { "application/json" })
  String search(@RequestParam(value = "name", required = true) String name, @RequestParam(value = "age", required = false) Integer age);
  @GetMapping("/default")
  default String fallback() { return ""; }
}`,
      'web/src/main/java/org/x/web/NobodyImplements.java': `package org.x.web;
import org.springframework.web.bind.annotation.*;
public interface NobodyImplements { @GetMapping("/nobody") String nobody(); }`,
    },
    routes: [
      { route: 'GET /pets/{id}', params: ['path id: integer:int64'], handler: 'PetController.get' },
      {
        route: 'PUT /pets/{id}',
        params: ['path id: integer:int64', 'body name: string', 'body born: string:date'],
        auth: 'required',
        handler: 'PetController.save',
        file: 'web/src/main/java/org/x/web/PetController.java',
      },
      { route: 'GET /pets/search', params: ['query name: string', 'query age: integer'], auth: 'unknown' },
      { route: 'GET /pets/default' },
    ],
  },
  {
    title: 'applies the security filter chain in order, and the words of methods and classes',
    files: {
      'src/main/java/a/SecurityConfig.java': `package a;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
@Configuration
@EnableWebSecurity
public class SecurityConfig {
  private static final String[] OPEN = {"/auth/**", "/health"};
  private final JwtFilter jwtFilter;
  SecurityConfig(JwtFilter jwtFilter) { this.jwtFilter = jwtFilter; }
  @Bean
  public SecurityFilterChain filterChain(HttpSecurity http) throws Exception {
    return http
      .csrf(csrf -> csrf.disable())
      .cors(Customizer.withDefaults())
      .authorizeHttpRequests(requests -> requests
        .requestMatchers(OPEN).permitAll()
        .requestMatchers(HttpMethod.GET, "/books/**").permitAll()
        .requestMatchers("/admin/**").hasAnyRole("ADMIN", "ROOT")
        .anyRequest().authenticated())
      .addFilterBefore(jwtFilter, UsernamePasswordAuthenticationFilter.class)
      .httpBasic(AbstractHttpConfigurer::disable)
      .build();
  }
  @Bean
  public WebSecurityCustomizer ignoring() { return web -> web.ignoring().requestMatchers("/public/**"); }
}`,
      'src/main/java/a/JwtFilter.java':
        'package a;\n@Component public class JwtFilter extends OncePerRequestFilter {}',
      'src/main/java/a/Books.java': `package a;
import org.springframework.web.bind.annotation.*;
@RestController
public class Books {
  @GetMapping("/books/{id}") String one(@PathVariable String id) { return id; }
  @PostMapping("/books") void add() {}
  @PreAuthorize("hasAuthority('books:delete')") @DeleteMapping("/books/{id}") void remove(@PathVariable String id) {}
  @GetMapping("/admin/stats") String stats() { return ""; }
  @PostMapping("/auth/login") String login(@RequestBody Map<String, String> body) { return ""; }
  @GetMapping("/public/logo") String logo() { return ""; }
}`,
    },
    routes: [
      { route: 'GET /books/{id}', auth: 'none' },
      { route: 'POST /books', auth: 'required bearer' },
      { route: 'DELETE /books/{id}', auth: 'required bearer' },
      { route: 'GET /admin/stats', auth: 'required bearer' },
      { route: 'POST /auth/login', auth: 'none' },
      { route: 'GET /public/logo', auth: 'none' },
    ],
  },
  {
    title: 'reads the older ways to say who may call',
    files: {
      'src/main/java/a/Config.java': `package a;
public class Config extends WebSecurityConfigurerAdapter {
  @Override
  protected void configure(HttpSecurity http) throws Exception {
    http.csrf().disable()
      .authorizeRequests()
        .antMatchers("/login", "/register").permitAll()
        .antMatchers(HttpMethod.POST, "/posts/**").access("hasRole('WRITER')")
        .anyRequest().authenticated()
      .and()
      .formLogin().loginPage("/login").permitAll()
      .and().httpBasic();
  }
}`,
      'src/main/java/a/Web.java': `package a;
import org.springframework.stereotype.Controller;
@Controller
@RequestMapping("/posts/")
public class Web {
  @RequestMapping("list") public String list(Model model, @ModelAttribute("filter") Filter filter) { return "list"; }
  @RequestMapping(value = "/save", method = RequestMethod.POST) public String save(Post post, BindingResult errors) { return ""; }
  static class Filter { private String text; private int limit; }
}
class Post { private String title; private String body; }`,
      'src/main/java/a/Home.java': `package a;
import org.springframework.stereotype.*;
import org.springframework.web.bind.annotation.*;
@Controller class Home { @RequestMapping("/login") String login() { return "login"; } @RequestMapping("/") String home() { return "home"; } }`,
    },
    routes: [
      { route: 'ANY /login', auth: 'none' },
      { route: 'ANY /', auth: 'required session' },
      { route: 'ANY /posts/list', params: ['query text: string', 'query limit: integer'] },
      {
        route: 'POST /posts/save',
        params: ['form title: string', 'form body: string'],
        auth: 'required',
      },
    ],
  },
  {
    title: 'reads functional endpoints, nested and composed',
    files: {
      'src/main/java/f/Routes.java': `package f;
import static org.springframework.web.reactive.function.server.RequestPredicates.*;
import static org.springframework.web.reactive.function.server.RouterFunctions.*;
@Configuration
public class Routes {
  @Bean
  RouterFunction<ServerResponse> people(PersonHandler handler) {
    return route()
      .path("/person", builder -> builder
        .nest(accept(APPLICATION_JSON), inner -> inner
          .GET("/{id}", handler::get)
          .GET(handler::list))
        .POST("", handler::create))
      .build();
  }
  @Bean
  public RouterFunction<ServerResponse> old(PersonHandler handler) {
    return nest(path("/old"), route(GET("/{id}").and(accept(APPLICATION_JSON)), handler::get)
        .andRoute(DELETE("/{id}"), handler::remove));
  }
  RouterFunction<ServerResponse> routesOfNobody(PersonHandler handler) {
    return route(GET("/lost"), handler::list);
  }
}`,
      'src/main/java/f/PersonHandler.java': `package f;
@Component
public class PersonHandler {
  /** Gets a person. */
  public Mono<ServerResponse> get(ServerRequest request) { return repo.find(request.pathVariable("id")); }
  public Mono<ServerResponse> list(ServerRequest request) { var q = request.queryParam("q").orElse(""); return ok(); }
  public Mono<ServerResponse> create(ServerRequest request) { return request.bodyToMono(Person.class).flatMap(repo::save); }
  public Mono<ServerResponse> remove(ServerRequest request) { return ok(); }
}
record Person(String name, int age) {}`,
    },
    routes: [
      {
        route: 'GET /person/{id}',
        handler: 'PersonHandler.get',
        purpose: 'Gets a person',
        params: ['path id'],
        mounted: true,
      },
      { route: 'GET /person', params: ['query q'] },
      { route: 'POST /person', params: ['body name: string', 'body age: integer'] },
      { route: 'GET /old/{id}' },
      { route: 'DELETE /old/{id}', handler: 'PersonHandler.remove' },
      { route: 'GET /lost', mounted: false },
    ],
  },
  {
    title: 'reads settings in paths, prefixes by class, sockets, interceptors and GraphQL',
    files: {
      'src/main/resources/application.properties':
        'api.base=/v${api.version:2}\nserver.servlet.context-path=/\n',
      'src/main/java/p/WebConfig.java': `package p;
@Configuration
public class WebConfig implements WebMvcConfigurer {
  @Override
  public void configurePathMatch(PathMatchConfigurer configurer) {
    configurer.addPathPrefix("/rest", HandlerTypePredicate.forAnnotation(RestController.class));
  }
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new LoginInterceptor()).addPathPatterns("/**").excludePathPatterns("/rest/v2/open/**");
  }
}`,
      'src/main/java/p/Sockets.java': `package p;
@Configuration @EnableWebSocket
public class Sockets implements WebSocketConfigurer {
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) { registry.addHandler(chat(), "/chat").setAllowedOrigins("*"); }
}`,
      'src/main/java/p/Things.java': `package p;
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping("\${api.base}/things")
public class Things { @GetMapping public String all(HttpServletRequest request) { return request.getParameter("filter"); } }`,
      'src/main/java/p/Open.java': `package p;
import org.springframework.web.bind.annotation.*;
@RestController
public class Open { @GetMapping("\${api.base}/open/{name:.+}") public String all(@PathVariable String name) { return ""; } }`,
      'src/main/java/p/BookGraph.java': `package p;
import org.springframework.graphql.data.method.annotation.*;
import org.springframework.stereotype.Controller;
@Controller
public class BookGraph {
  @QueryMapping public Book bookById(@Argument String id) { return null; }
  @MutationMapping("addBook") public Book add(@Argument BookInput input) { return null; }
  @SchemaMapping public Author author(Book book) { return null; }
}`,
    },
    routes: [
      { route: 'GET /rest/v2/things', params: ['query filter'], auth: 'required' },
      { route: 'GET /rest/v2/open/{name}', auth: 'unknown' },
      { route: 'WS /chat' },
      { route: 'QUERY /graphql#bookById', params: ['body id: string'] },
      { route: 'MUTATION /graphql#addBook' },
    ],
  },
  {
    title: 'reads repositories that are served, and leaves clients and their stand-ins alone',
    files: {
      'pom.xml': '<project><artifactId>x</artifactId></project>',
      'src/main/resources/application.properties': 'spring.data.rest.base-path=/data',
      'src/main/java/r/People.java': `package r;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.rest.core.annotation.*;
@RepositoryRestResource(path = "people")
public interface People extends JpaRepository<Person, Long> {
  List<Person> findByLastName(@Param("name") String lastName);
  @RestResource(exported = false) void deleteById(Long id);
}`,
      'src/main/java/r/Person.java':
        'package r;\n@Entity public class Person { @Id private Long id; private String lastName; }',
      'src/main/java/r/Hidden.java':
        'package r;\npublic interface Hidden extends JpaRepository<Person, Long> {}',
      'src/main/java/r/Stock.java': `package r;
import org.springframework.web.bind.annotation.*;
import org.springframework.cloud.openfeign.FeignClient;
@FeignClient(name = "stock", fallback = StockFallback.class)
@RequestMapping("/stock")
public interface Stock { @GetMapping("/{id}") String one(@PathVariable String id); }`,
      'src/main/java/r/StockFallback.java': `package r;
import org.springframework.stereotype.Component;
@Component class StockFallback implements Stock { public String one(String id) { return rest.getForObject("/other", String.class); } }`,
    },
    routes: [
      { route: 'GET /data/people' },
      { route: 'POST /data/people', params: ['body lastName: string'] },
      { route: 'GET /data/people/{id}' },
      { route: 'PUT /data/people/{id}' },
      { route: 'PATCH /data/people/{id}' },
      { route: 'DELETE /data/people/{id}' },
      { route: 'GET /data/people/search/findByLastName', params: ['query name: string'] },
    ],
  },
];
