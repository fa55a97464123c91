/** What ASP.NET Core applications look like, and what must be found in them. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'reads controllers with tokens, constraints, absolute templates and attributes in base classes',
    files: {
      'src/Shop/Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"/>',
      'src/Shop/Program.cs': `using Shop.Setup;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddAuthentication().AddJwtBearer(o => { });
var app = builder.Build();
app.MapControllers();
app.Run();`,
      'src/Shop/Controllers/BaseApiController.cs': `using Microsoft.AspNetCore.Mvc;
namespace Shop.Controllers;
[ApiController]
[Route("api/[controller]")]
public abstract class BaseApiController<T> : ControllerBase
{
    [HttpGet("{id:int}")]
    public virtual ActionResult<T> GetById(int id) => Ok();
}`,
      'src/Shop/Controllers/OrdersController.cs': `using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Shop.Models;
namespace Shop.Controllers
{
    /// <summary>Orders.</summary>
    [Authorize(Roles = "Admin,Clerk")]
    public partial class OrdersController : BaseApiController<Order>
    {
        private const string Items = "{id}/items";
        /// <summary>
        /// Lists orders. All of them.
        /// </summary>
        [HttpGet]
        [AllowAnonymous]
        public async Task<IActionResult> List([FromQuery] string? search, int page = 1, CancellationToken ct = default) => Ok();

        [HttpPost]
        public IActionResult Create([FromBody] Order order, [FromHeader(Name = "X-Tenant")] string tenant) => Ok();

        [HttpGet(Items), HttpHead(Items)]
        public IActionResult GetItems(Guid id) => Ok();

        [HttpDelete("~/api/v{version:apiVersion}/orders/{id:guid}")]
        [Obsolete]
        public IActionResult Remove(Guid id) => Ok();

        [AcceptVerbs("PUT", "PATCH", Route = "[action]/{*path}")]
        public IActionResult SaveAsync(string path, IFormFile file) => Ok();

        [NonAction] public void Helper() { }
        private void Hidden() { }
        // [HttpGet("nothing")]
    }
}`,
      'src/Shop/Controllers/OrdersController.More.cs': `namespace Shop.Controllers;
public partial class OrdersController { [HttpGet("more")] public IActionResult More([FromQuery] Paging paging) => Ok(); }`,
      'src/Shop/Models/Order.cs': `namespace Shop.Models;
public class Order : Entity { [Required] public string CustomerName { get; set; } = ""; [JsonPropertyName("lines")] public List<string> Items { get; set; } private int secret; public int Count => Items.Count; }
public abstract class Entity { public int? Id { get; set; } }
public record Paging(int Page, int Size = 10);`,
    },
    routes: [
      { route: 'GET /api/Orders/{id}', params: ['path id: integer'], auth: 'required bearer' },
      {
        route: 'GET /api/Orders',
        file: 'src/Shop/Controllers/OrdersController.cs',
        line: 16,
        params: ['query search: string', 'query page: integer'],
        auth: 'none',
        handler: 'OrdersController.List',
        purpose: 'Lists orders',
      },
      {
        route: 'POST /api/Orders',
        params: [
          'body customerName: string',
          'body lines: array',
          'body id: integer',
          'header X-Tenant: string',
        ],
        auth: 'required bearer',
      },
      { route: 'GET /api/Orders/{id}/items', params: ['path id: string:uuid'] },
      { route: 'HEAD /api/Orders/{id}/items' },
      { route: 'DELETE /api/v{version}/orders/{id}', deprecated: true },
      { route: 'PUT /api/Orders/Save/{path*}', params: ['path path', 'form file: file'] },
      { route: 'PATCH /api/Orders/Save/{path*}' },
      { route: 'GET /api/Orders/more', params: ['query Page: integer', 'query Size: integer'] },
    ],
  },
  {
    title: 'reads minimal APIs with nested groups, extension methods, hubs and what is said after them',
    files: {
      'Api/Api.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"/>',
      'Api/GlobalUsings.cs': 'global using Api.Features;',
      'Api/Program.cs': `var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthorization();
var app = builder.Build();
if (app.Environment.IsDevelopment()) app.UseSwagger();
const string prefix = "/v1";
app.MapGet("/", () => "up").ExcludeFromDescription();
app.MapGet($"{prefix}/time/{{zone?}}", (string? zone) => DateTime.UtcNow).AllowAnonymous();
var api = app.MapGroup(prefix).RequireAuthorization();
api.MapTodos().WithTags("Todos");
api.MapMethods("/raw", new[] { "GET", "POST" }, Handlers.Raw);
app.MapHub<ChatHub>("/chat");
foreach (var name in new[] { "a", "b" }) app.MapGet($"/loop/{name}", () => name);
app.Run();
var http = new HttpClient();
await http.GetAsync("/not-a-route");
var map = new Dictionary<string, string>();
map.Get("/key");`,
      'Api/Features/Todos.cs': `namespace Api.Features;
public static class Todos
{
    public static RouteGroupBuilder MapTodos(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/todos");
        group.MapGet("/", List);
        group.MapGet("/{id:int}", async Task<Results<Ok<Todo>, NotFound>> (int id, TodoDb db) => TypedResults.Ok()).WithSummary("One todo");
        group.MapPost("", Create);
        group.MapGet("/open", () => 1).AllowAnonymous();
        return group;
    }
    /// <summary>Lists todos.</summary>
    static IResult List(TodoDb db, [AsParameters] Filter filter, HttpContext context) => Results.Ok();
    private static IResult Create(Todo todo, [FromServices] ITodoService service) => Results.Ok();
}
public class TodoDb : DbContext { public DbSet<Todo> Todos { get; set; } }
public record Todo(int Id, string Title, bool IsDone);
public struct Filter { public string? Text { get; set; } [FromHeader(Name = "X-User")] public string User { get; set; } }`,
      'Api/Features/Handlers.cs': `namespace Api.Features;
public static class Handlers { public static string Raw(HttpRequest request) => ""; }
[Authorize] public class ChatHub : Hub { public Task Send(string message) => Task.CompletedTask; }`,
    },
    routes: [
      { route: 'GET /', auth: 'unknown' },
      { route: 'GET /v1/time/{zone}', auth: 'none', params: ['path zone'] },
      { route: 'GET /v1/time' },
      {
        route: 'GET /v1/todos',
        handler: 'Todos.List',
        file: 'Api/Features/Todos.cs',
        line: 14,
        params: ['query Text: string', 'header X-User: string'],
        auth: 'required',
        purpose: 'Lists todos',
      },
      { route: 'GET /v1/todos/{id}', params: ['path id: integer'], purpose: 'One todo', auth: 'required' },
      { route: 'POST /v1/todos', params: ['body id: integer', 'body title: string', 'body isDone: boolean'] },
      { route: 'GET /v1/todos/open', auth: 'none' },
      { route: 'GET /v1/raw', handler: 'Handlers.Raw' },
      { route: 'POST /v1/raw' },
      { route: 'WS /chat', handler: 'ChatHub', auth: 'required' },
      { route: 'GET /loop/a' },
      { route: 'GET /loop/b' },
    ],
  },
  {
    title: 'reads conventional routing, areas, startup classes, and a policy for all',
    files: {
      'Web/Web.csproj': '<Project/>',
      'Web/Startup.cs': `namespace Web;
public class Startup
{
    public void ConfigureServices(IServiceCollection services) {
        services.AddControllersWithViews();
        services.AddAuthorization(options => { options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build(); });
        services.AddAuthentication().AddCookie();
    }
    public void Configure(IApplicationBuilder app, IWebHostEnvironment env)
    {
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapControllerRoute(name: "areas", pattern: "{area:exists}/{controller=Home}/{action=Index}/{id?}");
            endpoints.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
            endpoints.MapGet("/ping", async context => { await context.Response.WriteAsync("pong"); });
            endpoints.MapGrpcService<GreeterService>();
        });
    }
}`,
      'Web/HomeController.cs': `namespace Web;
public class HomeController : Controller {
    public IActionResult Index() => View();
    [HttpGet] public IActionResult Details(int id) => View();
    [HttpPost, AllowAnonymous] public IActionResult Save(Form form) => View();
}
public class Form { public string Name { get; set; } }`,
      'Web/Areas/UsersController.cs': `namespace Web.Areas;
[Area("Admin")]
public class UsersController : Controller { public IActionResult Index() => View(); }`,
      'Web/GreeterService.cs': `namespace Web;
public class GreeterService : Greeter.GreeterBase { public override Task<HelloReply> SayHello(HelloRequest request, ServerCallContext context) => null; }`,
      'Web/Protos/greet.proto':
        'syntax = "proto3";\npackage greet;\nservice Greeter {\n  rpc SayHello (HelloRequest) returns (HelloReply);\n}\n',
    },
    routes: [
      { route: 'ANY /', auth: 'required session' },
      { route: 'GET /Home/Details/{id}', params: ['path id: integer'] },
      { route: 'POST /Home/Save', auth: 'none', params: ['form Name: string'] },
      { route: 'ANY /Admin/Users' },
      { route: 'GET /ping', auth: 'required session' },
      { route: 'POST /greet.Greeter/SayHello', handler: 'GreeterService.SayHello' },
    ],
  },
  {
    title: 'reads endpoints that are classes: FastEndpoints, Carter, and interfaces of the project',
    files: {
      'F/F.csproj': '<Project/>',
      'F/Program.cs': `var bld = WebApplication.CreateBuilder();
bld.Services.AddFastEndpoints();
var app = bld.Build();
app.UseFastEndpoints(c => { c.Endpoints.RoutePrefix = "api"; });
app.MapEndpoints();
app.MapCarter();
app.Run();`,
      'F/CreateUser.cs': `namespace F;
public class CreateUser : Endpoint<CreateUserRequest, UserResponse>
{
    public override void Configure() { Post("/users/{tenant}"); AllowAnonymous(); Summary(s => { s.Summary = "Creates a user"; }); }
    public override async Task HandleAsync(CreateUserRequest r, CancellationToken c) { }
}
public class CreateUserRequest { public string Tenant { get; set; } public string Email { get; set; } }
public class ListUsers : EndpointWithoutRequest<List<UserResponse>>
{
    public override void Configure() { Get("/users", "/people"); Roles("Admin"); }
    public override async Task HandleAsync(CancellationToken c) { }
}`,
      'F/Pets.cs': `namespace F;
public class Pets : CarterModule {
    public Pets() : base("/pets") { }
    public override void AddRoutes(IEndpointRouteBuilder app) { app.MapGet("/{id}", (int id) => id); }
}`,
      'F/Endpoints.cs': `namespace F;
public interface IEndpoint { void MapEndpoint(IEndpointRouteBuilder app); }
public static class EndpointExtensions {
    public static IApplicationBuilder MapEndpoints(this WebApplication app) {
        IEnumerable<IEndpoint> endpoints = app.Services.GetRequiredService<IEnumerable<IEndpoint>>();
        foreach (IEndpoint endpoint in endpoints) { endpoint.MapEndpoint(app); }
        app.MapOne<Third>();
        return app;
    }
    static void MapOne<TEndpoint>(this IEndpointRouteBuilder app) where TEndpoint : IThing => TEndpoint.Map(app);
}
internal sealed class First : IEndpoint { public void MapEndpoint(IEndpointRouteBuilder app) { app.MapPut("first/{id}", (Guid id) => id); } }
internal sealed class Second : IEndpoint { public void MapEndpoint(IEndpointRouteBuilder app) { app.MapPost("second", () => 1).RequireAuthorization("p"); } }
public class Third : IThing { public static void Map(IEndpointRouteBuilder app) => app.MapGet("/third", () => 3); }`,
    },
    routes: [
      {
        route: 'POST /api/users/{tenant}',
        params: ['path tenant', 'body email: string'],
        auth: 'none',
        purpose: 'Creates a user',
      },
      { route: 'GET /api/users', auth: 'required' },
      { route: 'GET /api/people' },
      { route: 'GET /pets/{id}', params: ['path id: integer'] },
      { route: 'PUT /first/{id}', params: ['path id: string:uuid'] },
      { route: 'POST /second', auth: 'required' },
      { route: 'GET /third' },
    ],
  },
];
