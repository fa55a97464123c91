/** Examples of Fiber. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const fiberExamples: readonly FrameworkExample[] = [
  {
    title: 'groups, mounted applications, parsers',
    files: {
      'go.mod': 'module example.com/bank\n\ngo 1.21\n\nrequire github.com/gofiber/fiber/v2 v2.52.0\n',
      'main.go': `
package main

import (
	"log"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/logger"
	jwtware "github.com/gofiber/contrib/jwt"

	"example.com/bank/routes"
)

func main() {
	app := fiber.New(fiber.Config{AppName: "bank"})
	app.Use(logger.New())
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("ok") })
	routes.Setup(app)
	app.Use("/private", jwtware.New(jwtware.Config{}))
	app.Get("/private/balance", routes.Balance)
	app.Mount("/status", status())
	app.Route("/v2", func(api fiber.Router) {
		api.All("/echo", routes.Echo)
	}, "v2.")
	log.Fatal(app.Listen(":3000"))
}

func status() *fiber.App {
	micro := fiber.New()
	micro.Get("/live", func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusOK) })
	return micro
}
`,
      'routes/routes.go': `
package routes

import "github.com/gofiber/fiber/v2"

type Transfer struct {
	From   string  \`json:"from" validate:"required"\`
	Amount float64 \`json:"amount"\`
	Meta   map[string]string
}

type Page struct {
	Limit int  \`query:"limit"\`
	All   bool \`query:"all"\`
}

func Setup(app *fiber.App) {
	api := app.Group("/api")
	api.Post("/transfers", requireKey, Create)
	api.Get("/transfers/:id<int>/:part?", Show)
	api.Get("/transfers", List)
	api.Get("/files/*", Files)
}

func requireKey(c *fiber.Ctx) error {
	if c.Get("X-API-Key") != "secret" {
		return fiber.NewError(fiber.StatusUnauthorized, "no")
	}
	return c.Next()
}

// Create moves money.
func Create(c *fiber.Ctx) error {
	in := &Transfer{}
	if err := c.BodyParser(in); err != nil {
		return c.Status(fiber.StatusBadRequest).JSON(fiber.Map{"error": err.Error()})
	}
	return c.JSON(in)
}

func Show(c *fiber.Ctx) error {
	id, err := c.ParamsInt("id")
	_ = id
	return err
}

func List(c *fiber.Ctx) error {
	var page Page
	if err := c.QueryParser(&page); err != nil {
		return err
	}
	session := c.Cookies("session")
	return c.SendString(session)
}

func Files(c *fiber.Ctx) error   { return nil }
func Balance(c *fiber.Ctx) error { return nil }
func Echo(c *fiber.Ctx) error    { return c.Send(c.Body()) }
`,
    },
    routes: [
      { route: 'GET /', auth: 'unknown' },
      {
        route: 'POST /api/transfers',
        purpose: 'Create moves money.',
        params: ['body from: string', 'body amount: number', 'body Meta: object'],
        auth: 'required api-key',
        line: 19,
      },
      { route: 'GET /api/transfers/{id}/{part}', params: ['path id: integer', 'path part'] },
      { route: 'GET /api/transfers/{id}' },
      {
        route: 'GET /api/transfers',
        params: ['query limit: integer', 'query all: boolean', 'cookie session'],
      },
      { route: 'GET /api/files/{path*}' },
      { route: 'GET /private/balance', auth: 'required bearer' },
      { route: 'GET /status/live', mounted: true },
      { route: 'ANY /v2/echo' },
    ],
  },
];
