/**
 * Exchanges and what they share. A row holds numbers; each form, shape, actor and client is kept once, under an integer. Operations hang
 * on forms, so that folding or unfolding operations never rewrites an exchange.
 */
export const exchanges = {
  number: 1,
  statements: [
    'CREATE TABLE writer (id INTEGER NOT NULL, ref VARCHAR NOT NULL)',
    'CREATE TABLE form (id INTEGER NOT NULL, ref VARCHAR NOT NULL, json VARCHAR NOT NULL)',
    'CREATE TABLE shape (id INTEGER NOT NULL, ref VARCHAR NOT NULL, json VARCHAR NOT NULL)',
    'CREATE TABLE actor (id INTEGER NOT NULL, ref VARCHAR NOT NULL, json VARCHAR NOT NULL, actor VARCHAR NOT NULL)',
    'CREATE TABLE client (id INTEGER NOT NULL, ref VARCHAR NOT NULL, json VARCHAR NOT NULL)',
    'CREATE TABLE form_operation (form INTEGER NOT NULL, operation VARCHAR NOT NULL)',
    `CREATE TABLE exchange (
      at_ms BIGINT NOT NULL,
      n BIGINT NOT NULL,
      duration_us BIGINT NOT NULL,
      ttfb_us BIGINT NOT NULL,
      request_bytes BIGINT NOT NULL,
      response_bytes BIGINT NOT NULL,
      writer INTEGER NOT NULL,
      form INTEGER NOT NULL,
      actor INTEGER NOT NULL,
      client INTEGER NOT NULL,
      request_shape INTEGER NOT NULL,
      response_shape INTEGER NOT NULL,
      status INTEGER NOT NULL,
      outcome INTEGER NOT NULL,
      resources VARCHAR NOT NULL
    )`,
    'CREATE TABLE body (writer INTEGER NOT NULL, n BIGINT NOT NULL, request VARCHAR, response VARCHAR)',
    'CREATE TABLE cursor (json VARCHAR NOT NULL)',
    "INSERT INTO cursor VALUES ('{}')",
  ],
} as const;
