/** What JAX-RS applications look like, and what must be found in them. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'reads resources below an application path, with beans and constants',
    files: {
      'src/main/java/s/App.java': `package s;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
@ApplicationPath("/api")
public class App extends Application {}`,
      'src/main/java/s/Paths.java':
        'package s;\npublic interface Paths { String PETS = "pets"; String ONE = "{id: \\\\d+}"; }',
      'src/main/java/s/PetResource.java': `package s;
import jakarta.ws.rs.*;
import jakarta.annotation.security.*;
/** Pets. */
@Path(Paths.PETS)
@Produces("application/json")
@RolesAllowed("user")
public class PetResource {
  @HeaderParam("X-Trace") String trace;
  @Inject Service service;

  /** Lists pets. All of them. */
  @GET
  @PermitAll
  public List<Pet> list(@QueryParam("tag") @DefaultValue("all") String tag, @BeanParam Page page, @Context UriInfo info) { return null; }

  @GET @Path("/" + Paths.ONE)
  public Pet one(@PathParam("id") long id) { return null; }

  @POST @Consumes("application/json")
  public Response add(@Valid Pet pet) { return null; }

  @POST @Path("{id}/photo")
  @RolesAllowed({"admin", "keeper"})
  public Response photo(@PathParam("id") long id, @FormParam("caption") String caption, @CookieParam("sid") Cookie sid) { return null; }

  @Path("{id}/visits")
  public VisitResource visits() { return new VisitResource(); }

  @Path("files/{path: .+}") @GET
  public Response file(@PathParam("path") String path) { return null; }

  public void helper() {}
}`,
      'src/main/java/s/VisitResource.java': `package s;
import jakarta.ws.rs.*;
public class VisitResource {
  @GET public List<String> all() { return null; }
  @DELETE @Path("{visit}") @Deprecated public void remove(@PathParam("visit") String visit) {}
}`,
      'src/main/java/s/Page.java':
        'package s;\nimport jakarta.ws.rs.*;\npublic class Page { @QueryParam("limit") int limit; @QueryParam("offset") Integer offset; }',
      'src/main/java/s/Pet.java': 'package s;\npublic record Pet(@NotNull String name, int age) {}',
      'src/main/java/s/StockClient.java': `package s;
import jakarta.ws.rs.*;
@RegisterRestClient @Path("/stock")
public interface StockClient { @GET @Path("{id}") String one(@PathParam("id") String id); }`,
      'src/main/java/s/Caller.java': `package s;
import java.nio.file.Path;
public class Caller { void go(Client client) { client.target("http://x").path("/y").request().get(); } }`,
    },
    routes: [
      {
        route: 'GET /api/pets',
        params: ['query tag: string', 'query limit: integer', 'query offset: integer', 'header X-Trace'],
        auth: 'none',
        handler: 'PetResource.list',
        purpose: 'Lists pets',
      },
      { route: 'GET /api/pets/{id}', params: ['path id: integer', 'header X-Trace'], auth: 'required' },
      { route: 'POST /api/pets', params: ['body name: string', 'body age: integer', 'header X-Trace'] },
      {
        route: 'POST /api/pets/{id}/photo',
        params: ['path id: integer:int64', 'form caption: string', 'cookie sid', 'header X-Trace'],
        auth: 'required',
      },
      { route: 'GET /api/pets/{id}/visits', handler: 'VisitResource.all' },
      { route: 'DELETE /api/pets/{id}/visits/{visit}', deprecated: true, auth: 'required' },
      { route: 'GET /api/pets/files/{path*}' },
    ],
  },
  {
    title: 'reads interfaces that carry the annotations, own methods, and Quarkus settings',
    files: {
      'src/main/resources/application.properties': `quarkus.http.root-path=/shop
quarkus.rest.path=v1
quarkus.http.auth.permission.open.paths=/shop/v1/status
quarkus.http.auth.permission.open.policy=permit
quarkus.http.auth.permission.all.paths=/*
quarkus.http.auth.permission.all.policy=authenticated
`,
      'src/main/java/q/ItemsApi.java': `package q;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
@Path("/items")
public interface ItemsApi<T> {
  @GET @Path("{id}") T find(@PathParam("id") String id);
  @PURGE T purge();
}`,
      'src/main/java/q/PURGE.java':
        'package q;\nimport javax.ws.rs.HttpMethod;\n@HttpMethod("PURGE") public @interface PURGE {}',
      'src/main/java/q/Items.java': `package q;
public class Items implements ItemsApi<Item> {
  @Override public Item find(String id) { return null; }
  @Override public Item purge() { return null; }
}`,
      'src/main/java/q/Status.java': `package q;
import jakarta.ws.rs.*;
@Path("status")
public class Status { @GET public String get(@RestQuery boolean deep) { return "ok"; } }`,
    },
    routes: [
      {
        route: 'GET /shop/v1/items/{id}',
        auth: 'required',
        handler: 'Items.find',
        file: 'src/main/java/q/Items.java',
      },
      { route: 'PURGE /shop/v1/items' },
      { route: 'GET /shop/v1/status', auth: 'none', params: ['query deep: boolean'] },
    ],
  },
  {
    title: 'reads Dropwizard and servlets of web.xml',
    files: {
      'a/src/main/java/d/Main.java': `package d;
public class Main extends io.dropwizard.Application<Config> {
  @Override public void run(Config config, Environment environment) {
    environment.jersey().setUrlPattern("/api/*");
    environment.jersey().register(new Hello());
  }
}`,
      'a/src/main/java/d/Hello.java': `package d;
import jakarta.ws.rs.*;
@Path("/hello") public class Hello { @GET public String hi(@Auth User user) { return ""; } @Path("/maybe") @GET public String maybe(@Auth Optional<User> user) { return ""; } }`,
      'b/src/main/webapp/WEB-INF/web.xml': `<web-app><servlet><servlet-name>rest</servlet-name><servlet-class>org.glassfish.jersey.servlet.ServletContainer</servlet-class></servlet>
<servlet-mapping><servlet-name>rest</servlet-name><url-pattern>/rest/*</url-pattern></servlet-mapping></web-app>`,
      'b/src/main/java/e/Ping.java': `package e;
import javax.ws.rs.*;
@Path("ping") public class Ping { @GET public String ping() { return ""; } @Path("{x}") public Object deep() { return finder.find(); } }`,
    },
    routes: [
      { route: 'GET /api/hello', auth: 'required' },
      { route: 'GET /api/hello/maybe', auth: 'optional' },
      { route: 'GET /rest/ping' },
    ],
    unresolved: ['resources below /ping/{x}'],
  },
];
