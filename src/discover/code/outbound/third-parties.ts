/** Libraries that speak to one party or one kind of system: an import of one is a call out, whatever its address. */
import type { ComponentKind, OutboundSighting } from '../../../model/sighting.ts';

/** Whom a library speaks to. */
export interface ThirdParty {
  /** In words: `Stripe`, `PostgreSQL`. */
  readonly title: string;
  /** Known when the library has only one. */
  readonly host: string | null;
  readonly transport: OutboundSighting['transport'];
  /** Set when it is a component of one's own rather than a third party. */
  readonly component?: ComponentKind;
}

const party = (title: string, host: string): ThirdParty => ({ title, host, transport: 'https' });
const own = (
  title: string,
  transport: OutboundSighting['transport'],
  component: ComponentKind,
): ThirdParty => ({ title, host: null, transport, component });

const postgres = own('PostgreSQL', 'sql', 'database');
const mysql = own('MySQL', 'sql', 'database');
const mssql = own('SQL Server', 'sql', 'database');
const oracle = own('Oracle Database', 'sql', 'database');
const sqlite = own('SQLite', 'sql', 'database');
const mongo = own('MongoDB', 'other', 'database');
const redis = own('Redis', 'redis', 'cache');
const rabbit = own('RabbitMQ', 'amqp', 'broker');
const kafka = own('Kafka', 'kafka', 'broker');
const nats = own('NATS', 'other', 'broker');
const elastic = own('Elasticsearch', 'https', 'database');
const smtp = own('mail server', 'smtp', 'service');
const stripe = party('Stripe', 'api.stripe.com');
const twilio = party('Twilio', 'api.twilio.com');
const sendgrid = party('SendGrid', 'api.sendgrid.com');
const openai = party('OpenAI', 'api.openai.com');
const anthropic = party('Anthropic', 'api.anthropic.com');
const slack = party('Slack', 'slack.com');
const aws: ThirdParty = { title: 'Amazon Web Services', host: 'amazonaws.com', transport: 'https' };
const google: ThirdParty = { title: 'Google APIs', host: 'googleapis.com', transport: 'https' };
const azure: ThirdParty = { title: 'Microsoft Azure', host: 'azure.com', transport: 'https' };
const sentry: ThirdParty = { title: 'Sentry', host: 'sentry.io', transport: 'https' };
const firebase = party('Firebase', 'firebaseio.com');

/** By import, as the language writes it; the longest that an import begins with holds. */
const byImport: Readonly<Record<string, ThirdParty>> = {
  // JavaScript
  pg: postgres,
  postgres,
  'pg-promise': postgres,
  mysql,
  mysql2: mysql,
  mariadb: mysql,
  mssql,
  tedious: mssql,
  oracledb: oracle,
  sqlite3: sqlite,
  'better-sqlite3': sqlite,
  'node:sqlite': sqlite,
  mongodb: mongo,
  mongoose: mongo,
  redis,
  ioredis: redis,
  bullmq: redis,
  amqplib: rabbit,
  kafkajs: kafka,
  '@confluentinc/kafka-javascript': kafka,
  nats,
  '@nats-io/': nats,
  '@elastic/elasticsearch': elastic,
  nodemailer: smtp,
  stripe,
  twilio,
  '@sendgrid/mail': sendgrid,
  'mailgun.js': party('Mailgun', 'api.mailgun.net'),
  postmark: party('Postmark', 'api.postmarkapp.com'),
  resend: party('Resend', 'api.resend.com'),
  openai,
  '@anthropic-ai/sdk': anthropic,
  '@slack/': slack,
  '@aws-sdk/': aws,
  'aws-sdk': aws,
  googleapis: google,
  '@google-cloud/': google,
  'firebase-admin': firebase,
  firebase,
  '@azure/': azure,
  '@sentry/': sentry,
  '@octokit/': party('GitHub', 'api.github.com'),
  algoliasearch: party('Algolia', 'algolia.net'),
  braintree: party('Braintree', 'api.braintreegateway.com'),
  '@paypal/': party('PayPal', 'api.paypal.com'),
  plaid: party('Plaid', 'production.plaid.com'),
  'posthog-node': party('PostHog', 'app.posthog.com'),
  mixpanel: party('Mixpanel', 'api.mixpanel.com'),
  '@supabase/supabase-js': party('Supabase', 'supabase.co'),
  // Python
  psycopg2: postgres,
  psycopg: postgres,
  asyncpg: postgres,
  pymysql: mysql,
  MySQLdb: mysql,
  aiomysql: mysql,
  pymongo: mongo,
  motor: mongo,
  aioredis: redis,
  pika: rabbit,
  aio_pika: rabbit,
  aiokafka: kafka,
  confluent_kafka: kafka,
  elasticsearch: elastic,
  smtplib: smtp,
  aiosmtplib: smtp,
  sendgrid,
  boto3: aws,
  botocore: aws,
  'google.cloud': google,
  googleapiclient: google,
  azure,
  sentry_sdk: sentry,
  anthropic,
  slack_sdk: slack,
  // Go
  'github.com/jackc/pgx': postgres,
  'github.com/lib/pq': postgres,
  'github.com/go-sql-driver/mysql': mysql,
  'github.com/mattn/go-sqlite3': sqlite,
  'modernc.org/sqlite': sqlite,
  'go.mongodb.org/mongo-driver': mongo,
  'github.com/redis/go-redis': redis,
  'github.com/go-redis/redis': redis,
  'github.com/segmentio/kafka-go': kafka,
  'github.com/IBM/sarama': kafka,
  'github.com/Shopify/sarama': kafka,
  'github.com/rabbitmq/amqp091-go': rabbit,
  'github.com/streadway/amqp': rabbit,
  'github.com/nats-io/nats.go': nats,
  'github.com/elastic/go-elasticsearch': elastic,
  'net/smtp': smtp,
  'github.com/stripe/stripe-go': stripe,
  'github.com/twilio/twilio-go': twilio,
  'github.com/sashabaranov/go-openai': openai,
  'github.com/openai/openai-go': openai,
  'github.com/slack-go/slack': slack,
  'github.com/aws/aws-sdk-go': aws,
  'cloud.google.com/go': google,
  'google.golang.org/api': google,
  'github.com/Azure/azure-sdk-for-go': azure,
  'github.com/getsentry/sentry-go': sentry,
  // Java
  'org.postgresql': postgres,
  'com.mysql': mysql,
  'com.mongodb': mongo,
  'org.springframework.data.mongodb': mongo,
  'redis.clients.jedis': redis,
  'io.lettuce': redis,
  'org.springframework.data.redis': redis,
  'org.apache.kafka': kafka,
  'org.springframework.kafka': kafka,
  'com.rabbitmq': rabbit,
  'org.springframework.amqp': rabbit,
  'org.elasticsearch': elastic,
  'co.elastic.clients': elastic,
  'org.springframework.mail': smtp,
  'jakarta.mail': smtp,
  'javax.mail': smtp,
  'com.stripe': stripe,
  'com.twilio': twilio,
  'com.sendgrid': sendgrid,
  'software.amazon.awssdk': aws,
  'com.amazonaws': aws,
  'com.google.cloud': google,
  'com.google.firebase': firebase,
  'com.azure': azure,
  'io.sentry': sentry,
  // C#
  Npgsql: postgres,
  'MySql.Data': mysql,
  MySqlConnector: mysql,
  'Microsoft.Data.SqlClient': mssql,
  'System.Data.SqlClient': mssql,
  'MongoDB.Driver': mongo,
  'StackExchange.Redis': redis,
  'RabbitMQ.Client': rabbit,
  'Confluent.Kafka': kafka,
  'System.Net.Mail': smtp,
  MailKit: smtp,
  Stripe: stripe,
  Twilio: twilio,
  SendGrid: sendgrid,
  Amazon: aws,
  Azure: azure,
  // PHP
  'Stripe\\': stripe,
  'Twilio\\': twilio,
  'Aws\\': aws,
  'MongoDB\\': mongo,
  'Predis\\': redis,
  'Elasticsearch\\': elastic,
  // Rust
  tokio_postgres: postgres,
  mongodb_rust: mongo,
  rdkafka: kafka,
  lapin: rabbit,
  async_nats: nats,
  lettre: smtp,
  aws_sdk: aws,
};

const prefixes = Object.keys(byImport).sort((a, b) => b.length - a.length);

/**
 * Whom an import speaks to; null when it speaks to nobody in particular.
 *
 * @example
 * partyOf('@aws-sdk/client-s3')?.host; // 'amazonaws.com'
 */
export function partyOf(from: string): { readonly name: string; readonly party: ThirdParty } | null {
  for (const prefix of prefixes) {
    if (!from.startsWith(prefix)) continue;
    const next = from.charAt(prefix.length);
    // `pg` is not `pgaudit`: a name ends, or goes on below.
    if (next !== '' && !/[/.:\\_@-]/.test(next) && !/[/.\\_]$/.test(prefix)) continue;
    // `-` starts another package in JavaScript, `_` in Python: only libraries given with a slash or as `aws_sdk` have families.
    if ((next === '-' || next === '_') && prefix !== 'aws_sdk') continue;
    const found = Object.hasOwn(byImport, prefix) ? byImport[prefix] : undefined;
    if (found !== undefined) return { name: prefix, party: found };
  }
  return null;
}
