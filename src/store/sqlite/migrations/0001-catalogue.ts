/** Inventory documents, tokens, sessions, the journal, versioned documents, job runs. */
export const catalogue = {
  number: 1,
  statements: [
    'CREATE TABLE inventory_document (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT',
    'CREATE TABLE inventory_cursor (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), json TEXT NOT NULL) STRICT',
    `CREATE TABLE access_token (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('viewer', 'analyst', 'admin')),
      hash TEXT NOT NULL UNIQUE,
      created_ms INTEGER NOT NULL,
      expires_ms INTEGER,
      revoked_ms INTEGER
    ) STRICT`,
    `CREATE TABLE session (
      hash TEXT NOT NULL PRIMARY KEY,
      token_id TEXT NOT NULL REFERENCES access_token (id),
      csrf TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      expires_ms INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX session_by_token ON session (token_id)',
    `CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at_ms INTEGER NOT NULL,
      who TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX audit_by_time ON audit (at_ms, id)',
    `CREATE TABLE document (
      name TEXT NOT NULL PRIMARY KEY,
      version INTEGER NOT NULL,
      json TEXT NOT NULL,
      changed_ms INTEGER NOT NULL,
      changed_by TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE job_run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      job TEXT NOT NULL,
      started_ms INTEGER NOT NULL,
      ended_ms INTEGER,
      exit_code INTEGER,
      output TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX job_run_by_job ON job_run (job, id)',
  ],
} as const;
