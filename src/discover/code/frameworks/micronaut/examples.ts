/** What Micronaut applications look like, and what must be found in them. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'reads controllers with URI templates, inherited operations and security',
    files: {
      'src/main/resources/application.yml':
        'micronaut:\n  server:\n    context-path: /shop\nbooks:\n  path: books\n',
      'src/main/java/m/BookOperations.java': `package m;
import io.micronaut.http.annotation.*;
public interface BookOperations {
  @Get("/{isbn}{?full}") Book find(String isbn, @Nullable Boolean full);
  @Delete("/{isbn}") void remove(@PathVariable("isbn") String id);
}`,
      'src/main/java/m/BookController.java': `package m;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
/** Books. */
@Controller("/\${books.path}")
@Secured(SecurityRule.IS_AUTHENTICATED)
class BookController implements BookOperations {
  @Override @Secured(SecurityRule.IS_ANONYMOUS) public Book find(String isbn, Boolean full) { return null; }
  @Override public void remove(String id) {}
  /** Lists books. */
  @Get public List<Book> list(@QueryValue(defaultValue = "10") int max, @Header("X-Tenant") String tenant, Pageable pageable) { return null; }
  @Post @Secured({"ROLE_EDITOR"}) public Book add(@Body Book book) { return book; }
  @Post(uri = "/rate", consumes = MediaType.APPLICATION_JSON) public void rate(String isbn, int stars) {}
  @Put(uris = {"/move", "/shift"}) public void move(HttpRequest<?> request, @Body("to") String to) {}
  @Get("/files/{+path}") public void file(String path) {}
  @Get("/page{/number}") public void page(@Nullable Integer number) {}
}
class Book { private String isbn; private String title; }`,
      'src/main/java/m/Chat.java': `package m;
import io.micronaut.websocket.annotation.ServerWebSocket;
@ServerWebSocket("/chat/{room}") public class Chat { @OnMessage public void on(String message) {} }`,
      'src/main/java/m/StockClient.java': `package m;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
@Client("/stock") public interface StockClient { @Get("/{isbn}") String stock(String isbn); }`,
    },
    routes: [
      { route: 'GET /shop/books/{isbn}', params: ['path isbn: string', 'query full: boolean'], auth: 'none' },
      { route: 'DELETE /shop/books/{isbn}', params: ['path isbn: string'], auth: 'required' },
      {
        route: 'GET /shop/books',
        params: ['query max: integer', 'header X-Tenant: string', 'query page', 'query size', 'query sort'],
        purpose: 'Lists books',
        handler: 'BookController.list',
      },
      { route: 'POST /shop/books', params: ['body isbn: string', 'body title: string'], auth: 'required' },
      { route: 'POST /shop/books/rate', params: ['body isbn: string', 'body stars: integer'] },
      { route: 'PUT /shop/books/move', params: ['body to: string'] },
      { route: 'PUT /shop/books/shift' },
      { route: 'GET /shop/books/files/{path*}', params: ['path path: string'] },
      { route: 'GET /shop/books/page/{number}' },
      { route: 'GET /shop/books/page' },
      { route: 'WS /shop/chat/{room}', handler: 'Chat' },
    ],
  },
];
