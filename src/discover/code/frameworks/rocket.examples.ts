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
  {
    title: 'routes with their description beside them, mounted by a macro under two versions',
    files: {
      'Cargo.toml': '[package]\nname = "club"\n\n[dependencies]\nrocket = "0.5"\nrocket_okapi = "0.8"\n',
      'src/main.rs': `
#[macro_use]
extern crate rocket;
#[macro_use]
extern crate rocket_okapi;

mod models;
mod routes;

async fn web() -> Rocket<Build> {
    let rocket = rocket::build();
    routes::mount(config(), rocket).attach(Limits)
}

#[launch]
async fn rocket() -> _ {
    web().await
}
`,
      'src/routes/mod.rs': `
use rocket::{Build, Rocket};
use rocket_okapi::settings::OpenApiSettings;

mod members;
mod root;

pub fn mount(config: Config, mut rocket: Rocket<Build>) -> Rocket<Build> {
    let settings = OpenApiSettings::default();
    mount_endpoints_and_merged_docs! {
        rocket, "/".to_owned(), settings,
        "/" => (vec![], custom_spec()),
        "" => openapi_get_routes_spec![root::root],
        "/members" => members::routes()
    };
    mount_endpoints_and_merged_docs! {
        rocket, "/v2".to_owned(), settings,
        "/members" => members::routes(),
    };
    rocket
}
`,
      'src/routes/root.rs': `
/// # Status
#[openapi(tag = "Core")]
#[get("/")]
pub async fn root() -> String {
    String::new()
}
`,
      'src/models/mod.rs': `
mod bots;
mod users;

pub use bots::*;
pub use users::*;
`,
      'src/models/bots.rs': `
use crate::models::User;

pub struct Bot {
    owner: User,
}
`,
      'src/models/users.rs': `
derived_partial!(
    pub struct User {
        id: String,
    },
    "PartialUser"
);

impl<'r> FromRequest<'r> for User {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.headers().get_one("x-session-token") {
            Some(_) => Outcome::Success(User { id: String::new() }),
            None => Outcome::Error((Status::Unauthorized, ())),
        }
    }
}
`,
      'src/routes/members.rs': `
use crate::models::User;
use rocket::serde::json::Json;

pub fn routes() -> (Vec<Route>, OpenApi) {
    openapi_get_routes_spec![list, change]
}

#[openapi]
#[get("/?<limit>")]
pub async fn list(db: &State<Database>, limit: Option<u32>) -> Json<Vec<Member>> {
    db.members(limit)
}

derived!(
    /// Changes of a member (all at once)
    pub struct DataMember {
        /// Name: "nick"
        #[validate(length(min = 2))]
        nickname: String,
    }
);

#[openapi(tag = "Members")]
#[patch("/<target>", data = "<data>")]
pub async fn change(user: User, target: u64, data: Json<DataMember>) -> Status {
    Status::NoContent
}
`,
    },
    routes: [
      { route: 'GET /', file: 'src/routes/root.rs' },
      { route: 'GET /members', params: ['query limit: integer'] },
      {
        route: 'PATCH /members/{target}',
        params: ['path target: integer', 'body nickname: string'],
        auth: 'required',
      },
      { route: 'GET /v2/members', params: ['query limit: integer'] },
      { route: 'PATCH /v2/members/{target}', params: ['path target: integer', 'body nickname: string'] },
    ],
  },
];
