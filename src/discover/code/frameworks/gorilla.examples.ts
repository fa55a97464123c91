/** Examples of gorilla/mux. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const gorillaExamples: readonly FrameworkExample[] = [
  {
    title: 'sub-routers, chains in any order, variables with patterns',
    files: {
      'go.mod': 'module example.com/fleet\n\ngo 1.20\n\nrequire github.com/gorilla/mux v1.8.1\n',
      'main.go': `
package main

import (
	"encoding/json"
	"net/http"

	"github.com/gorilla/mux"
)

type API struct {
	router *mux.Router
}

type vehicle struct {
	Plate string \`json:"plate"\`
	Seats int    \`json:"seats,omitempty"\`
}

func main() {
	a := &API{router: mux.NewRouter().StrictSlash(true)}
	a.routes()
	server := &http.Server{Addr: ":8080", Handler: a}
	server.ListenAndServe()
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.router.ServeHTTP(w, r) }

func (a *API) routes() {
	r := a.router
	r.HandleFunc("/health", a.health).Methods(http.MethodGet, "HEAD")
	r.PathPrefix("/static/").Handler(http.StripPrefix("/static/", http.FileServer(http.Dir("."))))
	v1 := r.PathPrefix("/v1").Subrouter()
	v1.Use(a.requireToken)
	v1.Methods("POST").Path("/vehicles").HandlerFunc(a.create)
	v1.HandleFunc("/vehicles/{id:[0-9]+}", a.show).Methods("GET").Name("vehicle")
	v1.HandleFunc("/vehicles", a.find).Methods("GET").Queries("depot", "{depot}", "free", "")
	v1.Handle("/trips/{trip}/{rest:.*}", http.HandlerFunc(a.trips))
	r.HandleFunc("/legacy", legacy)
}

func (a *API) requireToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (a *API) health(w http.ResponseWriter, r *http.Request) {}

func (a *API) create(w http.ResponseWriter, r *http.Request) {
	var v vehicle
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

func (a *API) show(w http.ResponseWriter, r *http.Request) {
	id := mux.Vars(r)["id"]
	_ = id
}

func (a *API) find(w http.ResponseWriter, r *http.Request)  {}
func (a *API) trips(w http.ResponseWriter, r *http.Request) {}

func legacy(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		http.Error(w, "no", http.StatusMethodNotAllowed)
		return
	}
}
`,
    },
    routes: [
      { route: 'GET /health', line: 31, handler: 'API.health', auth: 'unknown' },
      { route: 'HEAD /health' },
      { route: 'ANY /static/{path*}' },
      {
        route: 'POST /v1/vehicles',
        params: ['body plate: string', 'body seats: integer'],
        auth: 'required bearer',
      },
      { route: 'GET /v1/vehicles/{id}', params: ['path id: integer'], auth: 'required bearer' },
      { route: 'GET /v1/vehicles', params: ['query depot', 'query free'], auth: 'required' },
      { route: 'ANY /v1/trips/{trip}/{rest*}', auth: 'required' },
      { route: 'PUT /legacy', auth: 'unknown', mounted: true },
    ],
  },
];
