/** Examples of gin. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const ginExamples: readonly FrameworkExample[] = [
  {
    title: 'groups, constants of another package, handlers on a struct',
    files: {
      'go.mod': 'module example.com/shop\n\ngo 1.22\n\nrequire github.com/gin-gonic/gin v1.9.1\n',
      'cmd/server/main.go': `
package main

import (
	"log"

	"example.com/shop/internal/api"
	"example.com/shop/internal/store"
)

func main() {
	db, err := store.Open()
	if err != nil {
		log.Fatal(err)
	}
	server := api.NewServer(db)
	if err := server.Run(":8080"); err != nil {
		log.Fatal(err)
	}
}
`,
      'internal/store/store.go': `
package store

import "database/sql"

type Store struct{ db *sql.DB }

func Open() (*Store, error) {
	db, err := sql.Open("postgres", "")
	if err != nil {
		return nil, err
	}
	return &Store{db: db}, nil
}
`,
      'internal/api/paths/paths.go': `
package paths

const (
	Base  = "/api"
	V1    = Base + "/v1"
	Users = "/users"
)
`,
      'internal/api/server.go': `
package api

import (
	"github.com/gin-gonic/gin"

	"example.com/shop/internal/api/paths"
	"example.com/shop/internal/store"
)

type Server struct {
	store  *store.Store
	router *gin.Engine
}

func NewServer(s *store.Store) *Server {
	server := &Server{store: s}
	server.setupRouter()
	return server
}

func (s *Server) setupRouter() {
	router := gin.Default()
	router.GET("/healthz", func(c *gin.Context) { c.String(200, "ok") })
	// router.GET("/old", s.old)
	v1 := router.Group(paths.V1)
	users := v1.Group(paths.Users)
	{
		users.GET("", s.listUsers)
		users.POST("", s.createUser)
		users.GET("/:id", s.getUser)
	}
	authed := v1.Group("/orders").Use(AuthRequired(s.store))
	authed.GET("/", s.listOrders)
	authed.DELETE("/:order-id", s.deleteOrder)
	s.router = router
}

func (s *Server) Run(address string) error { return s.router.Run(address) }
`,
      'internal/api/auth.go': `
package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"example.com/shop/internal/store"
)

// AuthRequired lets nobody pass without a token.
func AuthRequired(s *store.Store) gin.HandlerFunc {
	return func(c *gin.Context) {
		token := strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer ")
		if !s.Valid(token) {
			c.AbortWithStatus(http.StatusUnauthorized)
			return
		}
		c.Next()
	}
}
`,
      'internal/api/users.go': `
package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

type createUserRequest struct {
	Name   string   \`json:"name" binding:"required"\`
	Email  *string  \`json:"email"\`
	Age    int      \`json:"age,omitempty"\`
	Tags   []string \`json:"tags"\`
	Secret string   \`json:"-"\`
	inner  string
}

type page struct {
	Limit  int    \`form:"limit"\`
	Cursor string \`form:"cursor"\`
}

type listUsersQuery struct {
	page
	Sort string \`form:"sort"\`
}

// listUsers lists the users of the shop.
func (s *Server) listUsers(c *gin.Context) {
	var q listUsersQuery
	if err := c.ShouldBindQuery(&q); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
		return
	}
	trace := c.GetHeader("X-Trace-Id")
	c.JSON(http.StatusOK, trace)
}

// createUser godoc
// @Summary Create a user
// @Tags users
// @Router /users [post]
func (s *Server) createUser(c *gin.Context) {
	var req createUserRequest
	if err := c.ShouldBindJSON(&req); err != nil {
		return
	}
}

func (s *Server) getUser(c *gin.Context) {
	id, ok := userID(c)
	if !ok {
		return
	}
	c.JSON(http.StatusOK, id)
}

func userID(c *gin.Context) (int, bool) {
	id, err := strconv.Atoi(c.Param("id"))
	return id, err == nil
}

func (s *Server) listOrders(c *gin.Context)  { _ = c.DefaultQuery("state", "open") }
func (s *Server) deleteOrder(c *gin.Context) { _, _ = c.Cookie("cart") }
`,
    },
    routes: [
      { route: 'GET /healthz', file: 'internal/api/server.go', auth: 'unknown' },
      {
        route: 'GET /api/v1/users',
        line: 29,
        handler: 'Server.listUsers',
        purpose: 'listUsers lists the users of the shop.',
        params: ['query limit: integer', 'query cursor: string', 'query sort: string', 'header X-Trace-Id'],
      },
      {
        route: 'POST /api/v1/users',
        purpose: 'Create a user',
        params: ['body name: string', 'body email: string', 'body age: integer', 'body tags: array'],
      },
      { route: 'GET /api/v1/users/{id}', params: ['path id: integer'], auth: 'unknown' },
      { route: 'GET /api/v1/orders', params: ['query state: string'], auth: 'required bearer' },
      {
        route: 'DELETE /api/v1/orders/{order-id}',
        params: ['path order-id', 'cookie cart'],
        auth: 'required bearer',
      },
    ],
  },
];
