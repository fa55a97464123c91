/** Examples of Actix Web. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const actixWebExamples: readonly FrameworkExample[] = [
  {
    title: 'scopes, resources, attributes and configuration by functions',
    files: {
      'Cargo.toml': '[package]\nname = "notes"\n\n[dependencies]\nactix-web = "4"\n',
      'src/main.rs': `
use actix_web::{get, middleware, web, App, HttpResponse, HttpServer, Responder};
use actix_web_httpauth::middleware::HttpAuthentication;

mod notes;

#[get("/health")]
async fn health() -> impl Responder {
    HttpResponse::Ok()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let pool = connect().await;
    HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(pool.clone()))
            .wrap(middleware::Logger::default())
            .service(health)
            .service(
                web::scope("/api/v1")
                    .configure(notes::config)
                    .route("/echo", web::post().to(notes::echo)),
            )
            .service(
                web::scope("/admin")
                    .wrap(HttpAuthentication::bearer(validator))
                    .service(web::resource(["/jobs", "/tasks"]).route(web::get().to(jobs))),
            )
            .service(actix_files::Files::new("/static", "./static"))
    })
    .bind(("127.0.0.1", 8080))?
    .run()
    .await
}

async fn jobs() -> impl Responder {
    HttpResponse::Ok()
}
`,
      'src/notes.rs': `
use actix_web::{delete, guard, put, web, HttpRequest, HttpResponse};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Note {
    title: String,
    body: Option<String>,
}

#[derive(Deserialize)]
pub struct Find {
    q: String,
    limit: Option<i64>,
}

pub fn config(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::resource("/notes")
            .route(web::get().to(list))
            .route(web::post().to(create)),
    )
    .service(web::scope("/notes/{id}").service(update).service(remove))
    .service(web::resource("/ping").guard(guard::Get()).to(|| async { HttpResponse::Ok() }));
}

/// Finds notes.
async fn list(find: web::Query<Find>, request: HttpRequest) -> HttpResponse {
    let tenant = request.headers().get("X-Tenant");
    HttpResponse::Ok().finish()
}

async fn create(note: web::Json<Note>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

pub async fn echo(body: String) -> HttpResponse {
    HttpResponse::Ok().body(body)
}

#[put("")]
async fn update(path: web::Path<u32>, form: web::Form<Note>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[delete("/parts/{part:\\\\d+}")]
async fn remove(path: web::Path<(u32, u8)>) -> HttpResponse {
    HttpResponse::Ok().finish()
}
`,
    },
    routes: [
      { route: 'GET /health', handler: 'health', auth: 'unknown' },
      {
        route: 'GET /api/v1/notes',
        purpose: 'Finds notes.',
        params: ['query q: string', 'query limit: integer', 'header X-Tenant'],
      },
      { route: 'POST /api/v1/notes', params: ['body title: string', 'body body: string'] },
      { route: 'PUT /api/v1/notes/{id}', params: ['path id', 'form title: string', 'form body: string'] },
      { route: 'DELETE /api/v1/notes/{id}/parts/{part}', params: ['path id', 'path part: integer'] },
      { route: 'GET /api/v1/ping', auth: 'unknown' },
      { route: 'POST /api/v1/echo', file: 'src/main.rs', handler: 'echo' },
      { route: 'GET /admin/jobs', auth: 'required bearer' },
      { route: 'GET /admin/tasks', auth: 'required bearer' },
      { route: 'GET /static/{path*}' },
    ],
  },
];
