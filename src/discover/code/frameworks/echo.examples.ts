/** Examples of echo. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const echoExamples: readonly FrameworkExample[] = [
  {
    title: 'groups, route tables, bound structs',
    files: {
      'go.mod': 'module example.com/clinic\n\ngo 1.21\n\nrequire github.com/labstack/echo/v4 v4.11.0\n',
      'main.go': `
package main

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"example.com/clinic/handlers"
)

const version = 2

type route struct {
	method  string
	path    string
	handler echo.HandlerFunc
}

func main() {
	e := echo.New()
	e.Use(middleware.Logger(), middleware.Recover())
	e.GET("/", func(c echo.Context) error { return c.String(http.StatusOK, "hi") })
	e.Static("/assets", "public")

	h := handlers.New(nil)
	api := e.Group(fmt.Sprintf("/api/v%d", version))
	h.Register(api)

	table := []route{
		{http.MethodGet, "/reports", h.Reports},
		{method: http.MethodPost, path: "/reports/:year", handler: h.CreateReport},
	}
	for _, rt := range table {
		api.Add(rt.method, rt.path, rt.handler, middleware.KeyAuth(check))
	}
	e.Logger.Fatal(e.Start(":1323"))
}

func check(key string, c echo.Context) (bool, error) { return key == "x", nil }
`,
      'handlers/handlers.go': `
package handlers

import (
	"net/http"

	echojwt "github.com/labstack/echo-jwt/v4"
	"github.com/labstack/echo/v4"
)

type Handler struct{ db any }

func New(db any) *Handler { return &Handler{db: db} }

func (h *Handler) Register(g *echo.Group) {
	g.POST("/login", h.login)
	patients := g.Group("/patients", echojwt.WithConfig(echojwt.Config{SigningKey: []byte("x")}))
	patients.GET("/:id", h.get)
	patients.PUT("/:id", h.update)
	patients.Match([]string{"GET", "HEAD"}, "/:id/files/*", h.files)
	optional := g.Group("/tips", echojwt.WithConfig(echojwt.Config{Skipper: skip}))
	optional.GET("", h.tips)
}

func skip(c echo.Context) bool { return c.Request().Method == "GET" }

type credentials struct {
	Name     string \`form:"name"\`
	Password string \`form:"password"\`
}

type patient struct {
	ID      int64   \`param:"id"\`
	DryRun  bool    \`query:"dry_run"\`
	Name    string  \`json:"name" validate:"required"\`
	Allergy *string \`json:"allergy"\`
}

func (h *Handler) login(c echo.Context) error {
	in := new(credentials)
	if err := c.Bind(in); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// Deprecated: use the overview.
func (h *Handler) get(c echo.Context) error {
	id := c.Param("id")
	full := c.QueryParam("full")
	return c.JSON(http.StatusOK, id+full)
}

func (h *Handler) update(c echo.Context) error {
	var in patient
	if err := c.Bind(&in); err != nil {
		return err
	}
	return nil
}

func (h *Handler) files(c echo.Context) error { return nil }
func (h *Handler) tips(c echo.Context) error  { return nil }

func (h *Handler) Reports(c echo.Context) error {
	var from int
	err := echo.QueryParamsBinder(c).Int("from", &from).Strings("tag", nil).BindError()
	return err
}

func (h *Handler) CreateReport(c echo.Context) error { _, err := c.FormFile("sheet"); return err }
`,
    },
    routes: [
      { route: 'GET /', auth: 'unknown' },
      { route: 'GET /assets/{path*}' },
      {
        route: 'POST /api/v2/login',
        params: ['form name: string', 'form password: string'],
        auth: 'unknown',
      },
      {
        route: 'GET /api/v2/patients/{id}',
        params: ['path id', 'query full'],
        auth: 'required bearer',
        deprecated: true,
      },
      {
        route: 'PUT /api/v2/patients/{id}',
        params: ['path id: integer', 'body name: string', 'body allergy: string'],
        auth: 'required bearer',
      },
      { route: 'GET /api/v2/patients/{id}/files/{path*}', auth: 'required bearer' },
      { route: 'HEAD /api/v2/patients/{id}/files/{path*}' },
      { route: 'GET /api/v2/tips', auth: 'optional' },
      {
        route: 'GET /api/v2/reports',
        params: ['query from: integer', 'query tag: array'],
        auth: 'required api-key',
      },
      {
        route: 'POST /api/v2/reports/{year}',
        params: ['path year', 'form sheet: file'],
        auth: 'required api-key',
      },
    ],
  },
];
