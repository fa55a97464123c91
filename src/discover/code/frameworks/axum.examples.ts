/** Examples of axum. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const axumExamples: readonly FrameworkExample[] = [
  {
    title: 'modules with routers of their own, nested and guarded',
    files: {
      'Cargo.toml': '[package]\nname = "shop"\n\n[dependencies]\naxum = "0.7"\n',
      'src/main.rs': `
use axum::{middleware, routing::get, Router};
use std::sync::Arc;

mod auth;
mod orders;
mod users;

const API: &str = "/api";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let state = Arc::new(AppState::new().await?);
    let app = app(state);
    let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}

fn app(state: Arc<AppState>) -> Router {
    // Router::new().route("/old", get(old))
    Router::new()
        .route("/health", get(|| async { "ok" }))
        .nest(API, api(state.clone()))
        .with_state(state)
}

fn api(state: Arc<AppState>) -> Router<Arc<AppState>> {
    Router::new()
        .merge(orders::router().route_layer(middleware::from_fn_with_state(state, auth::require_user)))
        .nest(&format!("/{}", users::NAME), users::router())
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn serves() {
        let app = Router::new().route("/only-in-a-test", get(h));
        app.oneshot(Request::get("/x").body(()).unwrap()).await;
    }
}
`,
      'src/auth.rs': `
use axum::{extract::{FromRequestParts, Request}, http::{request::Parts, StatusCode}, middleware::Next, response::Response};

pub async fn require_user(request: Request, next: Next) -> Result<Response, StatusCode> {
    let token = request.headers().get("authorization").ok_or(StatusCode::UNAUTHORIZED)?;
    if !token.to_str().unwrap().starts_with("Bearer ") {
        return Err(StatusCode::UNAUTHORIZED);
    }
    Ok(next.run(request).await)
}

pub struct CurrentUser {
    pub id: i64,
}

#[async_trait]
impl<S> FromRequestParts<S> for CurrentUser {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let cookie = parts.headers.get("cookie").ok_or(StatusCode::UNAUTHORIZED)?;
        Ok(CurrentUser { id: session(cookie)? })
    }
}
`,
      'src/orders.rs': `
use axum::{extract::{Path, Query, State}, routing::{get, post}, Json, Router};
use serde::Deserialize;

pub fn router() -> Router<Arc<AppState>> {
    Router::new()
        .route("/orders", get(list).post(create))
        .route("/orders/:order_id/lines/:line", get(line))
        .route("/files/*path", axum::routing::delete(remove))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewOrder {
    customer_id: i64,
    #[serde(rename = "lines")]
    order_lines: Vec<Line>,
    note: Option<String>,
    #[serde(skip)]
    internal: bool,
    #[serde(flatten)]
    delivery: Delivery,
}

#[derive(Deserialize)]
struct Delivery {
    express: bool,
}

#[derive(Deserialize)]
struct Page {
    limit: Option<u32>,
    #[serde(default)]
    cursor: String,
}

/// Lists the orders of a shop.
async fn list(State(db): State<Arc<AppState>>, Query(page): Query<Page>) -> Json<Vec<Order>> {
    let cached = map.get("/orders");
    todo!()
}

async fn create(State(db): State<Arc<AppState>>, headers: HeaderMap, Json(order): Json<NewOrder>) -> Json<Order> {
    let key = headers.get("idempotency-key");
    client.post("/elsewhere").send().await
}

async fn line(Path((order_id, line)): Path<(u64, String)>) -> Json<Line> {
    todo!()
}

async fn remove(Path(path): Path<String>) {}
`,
      'src/users.rs': `
use crate::auth::CurrentUser;
use axum::routing::get;
use axum::Router;

pub const NAME: &str = "users";

pub fn router() -> Router<Arc<AppState>> {
    let mut router = Router::new().route("/me", get(me));
    for (path, kind) in [("/staff", 1), ("/guests", 2)] {
        router = router.route(path, get(by_kind));
    }
    router
}

async fn me(user: CurrentUser) -> String {
    user.id.to_string()
}

async fn by_kind(user: Option<CurrentUser>) {}
`,
    },
    routes: [
      { route: 'GET /health', file: 'src/main.rs', auth: 'unknown', params: [] },
      {
        route: 'GET /api/orders',
        handler: 'list',
        file: 'src/orders.rs',
        line: 7,
        purpose: 'Lists the orders of a shop.',
        auth: 'required bearer',
        params: ['query limit: integer', 'query cursor: string'],
      },
      {
        route: 'POST /api/orders',
        auth: 'required',
        params: [
          'body customerId: integer',
          'body lines: array',
          'body note: string',
          'body express: boolean',
          'header idempotency-key',
        ],
      },
      {
        route: 'GET /api/orders/{order_id}/lines/{line}',
        params: ['path order_id: integer', 'path line: string'],
        auth: 'required',
      },
      { route: 'DELETE /api/files/{path*}', auth: 'required' },
      { route: 'GET /api/users/me', auth: 'required session' },
      { route: 'GET /api/users/staff', auth: 'optional' },
      { route: 'GET /api/users/guests', auth: 'optional' },
    ],
  },
];
