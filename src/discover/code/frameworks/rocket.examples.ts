/** Examples of Rocket. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const rocketExamples: readonly FrameworkExample[] = [
  {
    title: 'lists of routes from modules, request guards, forms and queries',
    files: {
      'Cargo.toml': '[package]\nname = "library"\n\n[dependencies]\nrocket = "0.5"\n',
      'src/main.rs': `
#[macro_use]
extern crate rocket;

mod books;
mod guards;

#[get("/")]
fn index() -> &'static str {
    "Hello"
}

#[catch(404)]
fn not_found() -> &'static str {
    "no"
}

#[launch]
fn rocket() -> _ {
    rocket::build()
        .mount("/", routes![index])
        .mount("/api/books", books::routes())
        .register("/", catchers![not_found])
        .attach(books::stage())
}
`,
      'src/guards.rs': `
use rocket::request::{FromRequest, Outcome, Request};
use rocket::http::Status;

pub struct ApiKey(String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for ApiKey {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.headers().get_one("x-api-key") {
            Some(key) => Outcome::Success(ApiKey(key.to_string())),
            None => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}
`,
      'src/books.rs': `
use crate::guards::ApiKey;
use rocket::form::Form;
use rocket::serde::json::Json;
use rocket::{fairing::AdHoc, Route};

#[derive(FromForm)]
struct Filter {
    author: Option<String>,
    year: u16,
}

#[derive(Deserialize)]
struct Book {
    title: String,
    #[serde(rename = "isbn13")]
    isbn: String,
}

/// Finds books.
#[get("/?<page>&<filter..>")]
fn list(page: Option<usize>, filter: Filter) {}

#[get("/<id>", rank = 2)]
fn show(id: u32, key: Option<ApiKey>) {}

#[post("/", format = "json", data = "<book>")]
async fn create(book: Json<Book>, key: ApiKey) {}

#[put("/<id>/cover", data = "<upload>")]
fn cover(id: u32, upload: Form<Filter>, _key: ApiKey) {}

#[get("/files/<path..>")]
fn files(path: std::path::PathBuf) {}

#[delete("/<id>")]
fn forgotten(id: u32) {}

pub fn routes() -> Vec<Route> {
    routes![list, show, create, cover, files]
}

#[get("/stats")]
fn stats() {}

pub fn stage() -> AdHoc {
    AdHoc::on_ignite("books", |rocket| async { rocket.mount("/admin", routes![stats]) })
}
`,
    },
    routes: [
      { route: 'GET /', file: 'src/main.rs', auth: 'unknown', handler: 'index' },
      {
        route: 'GET /api/books',
        purpose: 'Finds books.',
        params: ['query page: integer', 'query author: string', 'query year: integer'],
      },
      { route: 'GET /api/books/{id}', params: ['path id: integer'], auth: 'optional' },
      {
        route: 'POST /api/books',
        params: ['body title: string', 'body isbn13: string'],
        auth: 'required api-key',
      },
      {
        route: 'PUT /api/books/{id}/cover',
        params: ['path id: integer', 'form author: string', 'form year: integer'],
        auth: 'required',
      },
      { route: 'GET /api/books/files/{path*}', auth: 'unknown' },
      { route: 'GET /admin/stats' },
    ],
  },
];
