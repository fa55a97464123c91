/** Examples of net/http. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const netHttpExamples: readonly FrameworkExample[] = [
  {
    title: 'patterns of Go 1.22, muxes in muxes, middleware around both',
    files: {
      'go.mod': 'module example.com/lib\n\ngo 1.22\n',
      'main.go': `
package main

import (
	"log"
	"net/http"

	"example.com/lib/web"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {})
	mux.Handle("/api/", http.StripPrefix("/api", web.Routes()))
	mux.Handle("GET /files/", http.StripPrefix("/files/", http.FileServer(http.Dir("."))))
	srv := &http.Server{Addr: ":8080"}
	srv.Handler = logged(mux)
	log.Fatal(srv.ListenAndServe())
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Println(r.URL.Path)
		next.ServeHTTP(w, r)
	})
}
`,
      'web/web.go': `
package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

type server struct{ books map[string]string }

// Routes gives all routes of the API.
func Routes() http.Handler {
	s := &server{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /books/{id}", s.show)
	mux.HandleFunc("POST /books", s.requireUser(s.create))
	mux.Handle("DELETE example.com/books/{id}", s.requireUser(handle(s.remove)))
	mux.HandleFunc("GET /covers/{path...}", s.cover)
	mux.HandleFunc("GET /{$}", s.index)
	return s.keyed(mux)
}

func (s *server) keyed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Api-Key") != "x" {
			w.WriteHeader(401)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type book struct {
	Title string \`json:"title"\`
	Pages int    \`json:"pages"\`
}

type failing func(w http.ResponseWriter, r *http.Request) error

func handle(fn failing) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := fn(w, r); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

func (s *server) requireUser(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie("session")
		if errors.Is(err, http.ErrNoCookie) || cookie == nil {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}

func (s *server) show(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	_, _ = id, err
	s.books["/not-a-route"] = "x"
}

func (s *server) create(w http.ResponseWriter, r *http.Request) {
	var in book
	_ = json.NewDecoder(r.Body).Decode(&in)
}

func (s *server) remove(w http.ResponseWriter, r *http.Request) error { return nil }
func (s *server) cover(w http.ResponseWriter, r *http.Request)        {}
func (s *server) index(w http.ResponseWriter, r *http.Request)        {}
`,
    },
    routes: [
      { route: 'GET /healthz', auth: 'unknown', mounted: true },
      { route: 'GET /files/{path*}' },
      {
        route: 'GET /api/books/{id}',
        params: ['path id: integer'],
        handler: 'server.show',
        auth: 'required api-key',
      },
      {
        route: 'POST /api/books',
        params: ['body title: string', 'body pages: integer'],
        handler: 'server.create',
        auth: 'required',
      },
      { route: 'DELETE /api/books/{id}', handler: 'server.remove', auth: 'required' },
      { route: 'GET /api/covers/{path*}' },
      { route: 'GET /api' },
    ],
  },
  {
    title: 'the default mux, and methods that handlers tell apart',
    files: {
      'go.mod': 'module example.com/old\n',
      'main.go': `
package main

import (
	"net/http"
	"strings"
)

const base = "/api"

func main() {
	http.HandleFunc(base+"/notes", notes)
	http.HandleFunc(base+"/notes/", note)
	http.HandleFunc("/login", login)
	http.Handle("/feed", feed{})
	http.ListenAndServe(":8080", nil)
}

func notes(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		list(w, r)
	case "POST":
		add(w, r)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func list(w http.ResponseWriter, r *http.Request) { _ = r.URL.Query()["tag"] }
func add(w http.ResponseWriter, r *http.Request)  { _ = r.PostFormValue("text") }

func note(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, base+"/notes/")
	_ = id
}

func login(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		_ = r.FormValue("user")
		return
	}
	page(w)
}

func page(w http.ResponseWriter) {}

type feed struct{}

func (feed) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
`,
    },
    routes: [
      { route: 'GET /api/notes', params: ['query tag'] },
      { route: 'POST /api/notes', params: ['query tag', 'form text'] },
      { route: 'ANY /api/notes/{id}' },
      { route: 'GET /login' },
      { route: 'POST /login', params: ['form user'] },
      { route: 'ANY /feed', handler: 'feed.ServeHTTP' },
    ],
  },
  {
    title:
      'a registrar that wraps handlers by their method, with middleware that is set after the first routes',
    files: {
      'go.mod': 'module example.com/home\n\ngo 1.24\n',
      'reg/registrar.go': `package reg

import "net/http"

type Registrar interface {
	Register(method, path string, h http.HandlerFunc)
}

type WrapFunc func(method string, h http.HandlerFunc) (wrapped http.Handler)

type DefaultRegistrar struct {
	mux    *http.ServeMux
	wrapFn WrapFunc
}

func New(mux *http.ServeMux, wrap WrapFunc) (r *DefaultRegistrar) {
	return &DefaultRegistrar{mux: mux, wrapFn: wrap}
}

func (r *DefaultRegistrar) Register(method, path string, h http.HandlerFunc) {
	wrapped := r.wrapFn(method, h)
	r.mux.Handle(path, wrapped)
}
`,
      'main.go': `package main

import (
	"encoding/json"
	"net/http"

	"example.com/home/reg"
)

type mw struct {
	ensureMw reg.WrapFunc
}

func (m *mw) wrap(method string, h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.ensureMw(method, h).ServeHTTP(w, r)
	})
}

func (m *mw) set(a *api) {
	m.ensureMw = func(method string, h http.HandlerFunc) http.Handler {
		return a.ensure(method, h)
	}
}

type api struct {
	reg reg.Registrar
}

func (a *api) ensure(method string, handler func(http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m := r.Method
		if m != method {
			http.Error(w, "only "+method, http.StatusMethodNotAllowed)
			return
		}
		handler(w, r)
	}
}

func (a *api) register() {
	a.reg.Register(http.MethodGet, "/control/status", a.status)
	a.reg.Register(http.MethodPost, "/control/clients/add", a.addClient)
}

func (a *api) status(w http.ResponseWriter, r *http.Request) {
	_ = r.URL.Query().Get("verbose")
	w.Header().Set("Cache-Control", "no-store")
}

type client struct {
	Name string \`json:"name"\`
}

func (a *api) addClient(w http.ResponseWriter, r *http.Request) {
	var c client
	_ = json.NewDecoder(r.Body).Decode(&c)
}

func postOnly(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		next(w, r)
	}
}

func restart(w http.ResponseWriter, r *http.Request) {}

func main() {
	mux := http.NewServeMux()
	m := &mw{}
	a := &api{reg: reg.New(mux, m.wrap)}
	a.register()
	m.set(a)
	mux.Handle("/control/restart", postOnly(restart))
	_ = http.ListenAndServe(":3000", mux)
}
`,
    },
    routes: [
      { route: 'GET /control/status', params: ['query verbose: string'] },
      { route: 'POST /control/clients/add', params: ['body name: string'] },
      { route: 'POST /control/restart' },
    ],
  },
];
