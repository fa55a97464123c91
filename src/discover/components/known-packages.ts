/** What kind of component a package is, by its name: a framework, a driver of a database or broker, or any other library. */
import type { ComponentKind } from '../../model/sighting.ts';
import { partyOf } from '../code/outbound/third-parties.ts';

/** Frameworks that APIs are written with; a name that ends with `*` stands for all that begin so. */
const frameworks: readonly string[] = [
  'express',
  'fastify',
  '@nestjs/core',
  'koa',
  'hono',
  '@hapi/hapi',
  'next',
  'nuxt',
  'nitropack',
  'h3',
  '@adonisjs/core',
  '@trpc/server',
  '@apollo/server',
  'graphql-yoga',
  'restify',
  'polka',
  'elysia',
  '@feathersjs/feathers',
  '@loopback/core',
  'react',
  'vue',
  'svelte',
  '@angular/core',
  'fastapi',
  'flask',
  'django',
  'djangorestframework',
  'starlette',
  'aiohttp',
  'tornado',
  'sanic',
  'falcon',
  'bottle',
  'litestar',
  'org.springframework.boot/*',
  'org.springframework/spring-web',
  'org.springframework/spring-webmvc',
  'org.springframework/spring-webflux',
  'io.micronaut/*',
  'io.quarkus/*',
  'io.javalin/javalin',
  'io.dropwizard/dropwizard-core',
  'org.glassfish.jersey.core/*',
  'jakarta.ws.rs/*',
  'io.ktor/*',
  'github.com/gin-gonic/gin',
  'github.com/labstack/echo*',
  'github.com/go-chi/chi*',
  'github.com/gofiber/fiber*',
  'github.com/gorilla/mux',
  'google.golang.org/grpc',
  'rails',
  'actionpack',
  'sinatra',
  'grape',
  'hanami',
  'roda',
  'laravel/framework',
  'symfony/framework-bundle',
  'symfony/http-kernel',
  'slim/slim',
  'cakephp/cakephp',
  'codeigniter4/framework',
  'microsoft.aspnetcore.*',
  'fastendpoints',
  'nancy',
  'servicestack',
  'axum',
  'actix-web',
  'rocket',
  'warp',
  'poem',
  'tonic',
];

const exact: ReadonlySet<string> = new Set(frameworks.filter((name) => !name.endsWith('*')));
const prefixes: readonly string[] = frameworks
  .filter((name) => name.endsWith('*'))
  .map((name) => name.slice(0, -1));

/** Drivers whose package is called otherwise than what is imported. */
const drivers =
  /^(?:psycopg\w*(?:-binary|-c)?|asyncpg|pymysql|mysqlclient|mysql-connector-python|aiomysql|cx-oracle|oracledb|pyodbc|pymssql|pymongo|motor|redis|hiredis|aioredis|pika|aio-pika|kafka-python|aiokafka|confluent-kafka|elasticsearch|cassandra-driver|neo4j|sqlalchemy|org\.postgresql\/postgresql|(?:mysql|com\.mysql)\/mysql-connector-\w+|org\.mariadb\.jdbc\/.+|com\.oracle\.database\.jdbc\/.+|com\.microsoft\.sqlserver\/mssql-jdbc|com\.h2database\/h2|org\.mongodb\/.+|redis\.clients\/jedis|io\.lettuce\/lettuce-core|com\.rabbitmq\/amqp-client|org\.apache\.kafka\/kafka-clients|npgsql|mysqlconnector|mysql\.data|microsoft\.data\.(?:sqlclient|sqlite(?:\.core)?)|oracle\.manageddataaccess(?:\.core)?|mongodb\.driver|stackexchange\.redis|rabbitmq\.client|confluent\.kafka|pg|mysql2|sqlite3|mongo|bunny|ruby-kafka|predis\/predis|mongodb\/mongodb|php-amqplib\/php-amqplib|sqlx|diesel|tokio-postgres|postgres|rusqlite|mongodb|lapin|rdkafka)$/;

/** Kind of a package by its name, in the spelling of its ecosystem (Maven: `group/artifact`). */
export const kindOfPackage = (name: string): ComponentKind => {
  const lower = name.toLowerCase();
  if (exact.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix))) return 'framework';
  const speaksTo = partyOf(name)?.party.component;
  if (drivers.test(lower) || speaksTo === 'database' || speaksTo === 'cache' || speaksTo === 'broker')
    return 'driver';
  return 'library';
};
