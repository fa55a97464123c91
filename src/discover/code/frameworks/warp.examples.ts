/** Examples of warp. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const warpExamples: readonly FrameworkExample[] = [
  {
    title: 'filters of functions, combined',
    files: {
      'Cargo.toml': '[package]\nname = "todos"\n\n[dependencies]\nwarp = "0.3"\n',
      'src/main.rs': `
use warp::Filter;

mod filters;
mod handlers;

#[tokio::main]
async fn main() {
    let db = Db::default();
    let api = warp::path("api").and(filters::todos(db));
    let health = warp::path!("health").map(|| "ok");
    let routes = api.or(health).with(warp::log("todos"));
    warp::serve(routes).run(([127, 0, 0, 1], 3030)).await;
}
`,
      'src/filters.rs': `
use super::handlers;
use warp::Filter;

#[derive(Deserialize)]
pub struct Page {
    offset: Option<usize>,
}

#[derive(Deserialize)]
pub struct Todo {
    text: String,
    done: bool,
}

pub fn todos(db: Db) -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    list(db.clone()).or(create(db.clone())).or(remove(db))
}

fn list(db: Db) -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path!("todos")
        .and(warp::get())
        .and(warp::query::<Page>())
        .and(with_db(db))
        .and_then(handlers::list)
}

fn create(db: Db) -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path("todos")
        .and(warp::path::end())
        .and(warp::post())
        .and(json_body())
        .and(with_db(db))
        .and_then(handlers::create)
}

fn remove(db: Db) -> impl Filter<Extract = impl warp::Reply, Error = warp::Rejection> + Clone {
    warp::path!("todos" / u64)
        .and(with_auth())
        .and(warp::delete())
        .and(warp::header::<u32>("x-version"))
        .and_then(handlers::remove)
}

fn with_auth() -> impl Filter<Extract = (), Error = warp::Rejection> + Clone {
    warp::header::<String>("authorization").and_then(authorize)
}

async fn authorize(header: String) -> Result<(), warp::Rejection> {
    Err(warp::reject::custom(Unauthorized))
}

fn with_db(db: Db) -> impl Filter<Extract = (Db,), Error = std::convert::Infallible> + Clone {
    warp::any().map(move || db.clone())
}

fn json_body() -> impl Filter<Extract = (Todo,), Error = warp::Rejection> + Clone {
    warp::body::content_length_limit(1024 * 16).and(warp::body::json::<Todo>())
}
`,
      'src/handlers.rs': `
/// Lists what is to do.
pub async fn list(page: Page, db: Db) -> Result<impl warp::Reply, Infallible> {
    Ok(warp::reply::json(&db))
}

pub async fn create(todo: Todo, db: Db) -> Result<impl warp::Reply, Infallible> {
    Ok(StatusCode::CREATED)
}

pub async fn remove(id: u64, version: u32) -> Result<impl warp::Reply, Infallible> {
    Ok(StatusCode::NO_CONTENT)
}
`,
    },
    routes: [
      {
        route: 'GET /api/todos',
        purpose: 'Lists what is to do.',
        params: ['query offset: integer'],
        auth: 'unknown',
        file: 'src/filters.rs',
      },
      { route: 'POST /api/todos', params: ['body text: string', 'body done: boolean'] },
      {
        route: 'DELETE /api/todos/{id}',
        params: ['path id: integer', 'header x-version: integer'],
        auth: 'required',
      },
      { route: 'ANY /health' },
    ],
  },
  {
    title: 'a service of a tower, with answers that are shaped after the handler',
    files: {
      'Cargo.toml': '[package]\nname = "shelf"\n\n[dependencies]\nwarp = "0.4"\n',
      'src/rest.rs': `
use warp::Filter;
use crate::books::book_handlers;

pub async fn start(listener: TcpListener, shelf: Shelf) -> anyhow::Result<()> {
    let api = warp::path!("api" / "v1" / ..).and(book_handlers(shelf)).recover(recover_fn).boxed();
    serve_routes("REST", listener, api).await
}

async fn serve_routes<F>(name: &str, listener: TcpListener, routes: F) -> anyhow::Result<()>
where
    F: Filter<Error = Rejection> + Clone + Send + Sync + 'static,
{
    let warp_service = warp::service(routes);
    let service = ServiceBuilder::new().layer(cors()).service(warp_service);
    run(listener, TowerToHyperService::new(service)).await
}
`,
      'src/books.rs': `
use warp::{Filter, Rejection};

#[derive(Deserialize)]
struct Format {
    pretty: bool,
}

#[derive(Deserialize)]
struct NewBook {
    title: String,
}

pub fn book_handlers(shelf: Shelf) -> impl Filter<Extract = (impl warp::Reply,), Error = Rejection> + Clone {
    get_book_handler(shelf.clone()).or(create_book_handler(shelf)).boxed()
}

fn get_book_handler(shelf: Shelf) -> impl Filter<Extract = (impl warp::Reply,), Error = Rejection> + Clone {
    warp::path!("books" / String)
        .and(warp::get())
        .and(with_arg(shelf))
        .then(get_book)
        .and(format())
        .map(into_response)
}

fn create_book_handler(shelf: Shelf) -> impl Filter<Extract = (impl warp::Reply,), Error = Rejection> + Clone {
    warp::path!("books")
        .and(warp::post())
        .and(warp::header::<String>("authorization"))
        .and_then(authorize)
        .and(warp::body::json::<NewBook>())
        .map(create_book)
}

fn format() -> impl Filter<Extract = (Format,), Error = Rejection> + Clone {
    warp::query::<Format>()
}

/// One book.
async fn get_book(book_id: String, shelf: Shelf) -> Result<Book, ShelfError> {
    shelf.find(book_id).await
}

async fn authorize(header: String) -> Result<User, Rejection> {
    Err(warp::reject::custom(Unauthorized))
}

/// Adds a book.
fn create_book(user: User, book: NewBook) -> impl warp::Reply {
    warp::reply::json(&book)
}

fn into_response(result: Result<Book, ShelfError>, format: Format) -> RestApiResponse {
    RestApiResponse::new(&result, format)
}
`,
    },
    routes: [
      {
        route: 'GET /api/v1/books/{book_id}',
        purpose: 'One book.',
        params: ['path book_id: string', 'query pretty: boolean'],
        file: 'src/books.rs',
      },
      {
        route: 'POST /api/v1/books',
        purpose: 'Adds a book.',
        params: ['body title: string'],
        auth: 'required',
      },
    ],
  },
];
