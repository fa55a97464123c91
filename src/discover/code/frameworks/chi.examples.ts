/** Examples of chi. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const chiExamples: readonly FrameworkExample[] = [
  {
    title: 'sub-routers, mounted resources, middleware in line',
    files: {
      'go.mod': 'module example.com/blog\n\ngo 1.22\n\nrequire github.com/go-chi/chi/v5 v5.0.12\n',
      'main.go': `
package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/jwtauth/v5"

	"example.com/blog/articles"
)

var tokenAuth *jwtauth.JWTAuth

func main() {
	r := chi.NewRouter()
	r.Use(middleware.Logger)
	r.Get("/ping", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("pong")) })
	r.Route("/api", func(r chi.Router) {
		r.Mount("/articles", articles.Resource{}.Routes())
		r.Group(func(r chi.Router) {
			r.Use(jwtauth.Verifier(tokenAuth))
			r.Use(jwtauth.Authenticator(tokenAuth))
			r.Delete("/cache/*", clear)
		})
	})
	r.With(paginate).Get("/search", search)
	r.Mount("/admin", adminRouter())
	r.Handle("/metrics", metricsHandler())
	go http.ListenAndServe(":3000", r)
}

func clear(w http.ResponseWriter, r *http.Request) {}

func paginate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
	})
}

// search looks through everything.
func search(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query().Get("q")
	limit := r.FormValue("limit")
	cache := map[string]string{}
	_ = cache["/key"]
	resp, _ := http.Get("https://elsewhere.example/x")
	_, _, _ = q, limit, resp
}

func adminRouter() chi.Router {
	r := chi.NewRouter()
	r.Use(adminOnly)
	r.Get("/", listAccounts)
	r.Method("PUT", "/accounts/{accountID:[0-9]+}", http.HandlerFunc(updateAccount))
	return r
}

func adminOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _, ok := r.BasicAuth()
		if !ok {
			http.Error(w, http.StatusText(401), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func listAccounts(w http.ResponseWriter, r *http.Request)  {}
func updateAccount(w http.ResponseWriter, r *http.Request) {}

func forgotten() http.Handler {
	r := chi.NewRouter()
	r.Get("/nobody-mounts-this", clear)
	return r
}
`,
      'articles/resource.go': `
package articles

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

type Resource struct{}

func (rs Resource) Routes() chi.Router {
	r := chi.NewRouter()
	r.Get("/", rs.List)
	r.Post("/", rs.Create)
	r.Route("/{articleID}", func(r chi.Router) {
		r.Use(rs.Load)
		r.Get("/", rs.Get)
	})
	return r
}

func (rs Resource) List(w http.ResponseWriter, r *http.Request) {}

type article struct {
	Title string \`json:"title" validate:"required"\`
	Body  string \`json:"body"\`
}

func decode[T any](r *http.Request) (T, error) {
	var v T
	err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20)).Decode(&v)
	return v, err
}

func (rs Resource) Create(w http.ResponseWriter, r *http.Request) {
	in, err := decode[article](r)
	_, _ = in, err
	key := r.Header.Get("Idempotency-Key")
	_ = key
}

func (rs Resource) Get(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(chi.URLParam(r, "articleID"), 10, 64)
	_, _ = id, err
}

func (rs Resource) Load(next http.Handler) http.Handler { return next }
`,
    },
    routes: [
      { route: 'GET /ping', auth: 'unknown', file: 'main.go', mounted: true },
      { route: 'GET /api/articles', handler: 'Resource.List' },
      {
        route: 'POST /api/articles',
        params: ['body title: string', 'body body: string', 'header Idempotency-Key'],
      },
      {
        route: 'GET /api/articles/{articleID}',
        params: ['path articleID: integer'],
        file: 'articles/resource.go',
      },
      { route: 'DELETE /api/cache/{path*}', auth: 'required bearer' },
      {
        route: 'GET /search',
        purpose: 'search looks through everything.',
        params: ['query q: string', 'query limit: string'],
        auth: 'unknown',
      },
      { route: 'GET /admin', auth: 'required basic' },
      {
        route: 'PUT /admin/accounts/{accountID}',
        params: ['path accountID: integer'],
        auth: 'required basic',
      },
      { route: 'ANY /metrics' },
      { route: 'GET /nobody-mounts-this', mounted: false },
    ],
  },
  {
    title: "a router of its own around the library's, with nested routes",
    files: {
      'go.mod': 'module example.com/desk\n\ngo 1.23\n\nrequire github.com/go-chi/chi/v5 v5.1.0\n',
      'api/router.go': `package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type router struct {
	chi chi.Router
}

func newRouter() *router {
	return &router{chi.NewRouter()}
}

func (r *router) Route(pattern string, fn func(*router)) {
	r.chi.Route(pattern, func(c chi.Router) {
		fn(&router{c})
	})
}

func (r *router) Get(pattern string, fn apiHandler) {
	r.chi.Get(pattern, handler(fn))
}

type apiHandler func(w http.ResponseWriter, r *http.Request) error

func handler(fn apiHandler) http.HandlerFunc {
	return fn.serve
}

func (h apiHandler) serve(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		http.Error(w, err.Error(), 500)
	}
}
`,
      'api/api.go': `package api

import "net/http"

type API struct{}

func New() http.Handler {
	a := &API{}
	r := newRouter()
	r.Route("/admin", func(r *router) {
		r.Get("/", a.Home)
		r.Route("/users", func(r *router) {
			r.Get("/", a.Users)
			r.Route("/{user_id}", func(r *router) {
				r.Get("/", a.User)
				r.Route("/factors", func(r *router) {
					r.Get("/{factor_id}", a.Factor)
				})
			})
		})
	})
	return r
}

func (a *API) Home(w http.ResponseWriter, r *http.Request) error   { return nil }
func (a *API) Users(w http.ResponseWriter, r *http.Request) error  { return nil }
func (a *API) User(w http.ResponseWriter, r *http.Request) error   { return nil }
func (a *API) Factor(w http.ResponseWriter, r *http.Request) error { return nil }
`,
    },
    routes: [
      { route: 'GET /admin' },
      { route: 'GET /admin/users' },
      { route: 'GET /admin/users/{user_id}' },
      { route: 'GET /admin/users/{user_id}/factors/{factor_id}' },
    ],
  },
];
