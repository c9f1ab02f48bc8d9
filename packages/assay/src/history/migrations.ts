/**
 * What makes an older history the newest, one step after the other; SQLite's `user_version` is how many were done.
 * A step that has been released is never changed.
 *
 * `verdict` and `measurement` are by far the largest: their keys keep the deliveries of one sentence, which is what is drawn,
 * side by side on disk.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL,
  title TEXT,
  owner TEXT,
  source TEXT,
  labels TEXT NOT NULL,
  alarms TEXT NOT NULL,
  first_seen_at TEXT NOT NULL
);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  source TEXT NOT NULL,
  mark TEXT NOT NULL,
  arrived_at TEXT NOT NULL,
  judged_at TEXT,
  fingerprint TEXT NOT NULL,
  same_as INTEGER REFERENCES delivery,
  bytes INTEGER NOT NULL,
  rows INTEGER,
  set_aside INTEGER,
  holds INTEGER,
  broken INTEGER,
  warnings INTEGER,
  unchecked INTEGER,
  idle INTEGER,
  outcome TEXT,
  seconds REAL,
  folder TEXT,
  page_version_id INTEGER REFERENCES page_version,
  UNIQUE (dataset_id, number)
);
CREATE INDEX delivery_strip ON delivery (dataset_id, number, state, arrived_at, broken, warnings, unchecked);
CREATE INDEX delivery_by_source ON delivery (dataset_id, source, id);
CREATE INDEX delivery_by_content ON delivery (dataset_id, fingerprint);
CREATE INDEX delivery_by_state ON delivery (dataset_id, state, number);
CREATE INDEX delivery_unfinished ON delivery (id) WHERE state = 'arrived';
CREATE INDEX delivery_kept ON delivery (dataset_id, number) WHERE folder IS NOT NULL;
CREATE TABLE snapshot (
  delivery_id INTEGER PRIMARY KEY REFERENCES delivery,
  facts TEXT NOT NULL
);
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  what TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT NOT NULL,
  was TEXT NOT NULL,
  "is" TEXT NOT NULL
);
CREATE INDEX decision_by_delivery ON decision (delivery_id);
CREATE TABLE measure (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  definition TEXT NOT NULL
);
CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  sql BLOB NOT NULL
);
CREATE TABLE measure_statement (
  measure_id INTEGER NOT NULL REFERENCES measure,
  position INTEGER NOT NULL,
  statement_id INTEGER NOT NULL REFERENCES statement,
  PRIMARY KEY (measure_id, position)
) WITHOUT ROWID;
CREATE INDEX measure_statement_by_statement ON measure_statement (statement_id);
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  canonical TEXT NOT NULL,
  measure_id INTEGER NOT NULL REFERENCES measure,
  text TEXT NOT NULL,
  reading TEXT NOT NULL,
  severity TEXT NOT NULL,
  bound TEXT NOT NULL,
  line INTEGER NOT NULL,
  unit TEXT NOT NULL,
  first_delivery_id INTEGER NOT NULL REFERENCES delivery,
  last_delivery_id INTEGER NOT NULL REFERENCES delivery,
  UNIQUE (dataset_id, canonical, measure_id)
);
CREATE INDEX sentence_by_last ON sentence (dataset_id, last_delivery_id);
CREATE TABLE verdict (
  sentence_id INTEGER NOT NULL REFERENCES sentence,
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  rest INTEGER NOT NULL,
  status INTEGER NOT NULL,
  value,
  counted INTEGER,
  failing INTEGER,
  low REAL,
  high REAL,
  blocks INTEGER NOT NULL,
  why TEXT,
  reason TEXT,
  PRIMARY KEY (sentence_id, delivery_id, rest)
) WITHOUT ROWID;
CREATE TABLE measurement (
  measure_id INTEGER NOT NULL REFERENCES measure,
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  rest INTEGER NOT NULL,
  value,
  rows INTEGER,
  counted INTEGER,
  failing INTEGER,
  state TEXT,
  seconds REAL NOT NULL,
  PRIMARY KEY (measure_id, delivery_id, rest)
) WITHOUT ROWID;
CREATE TABLE result (
  delivery_id INTEGER PRIMARY KEY REFERENCES delivery,
  json BLOB NOT NULL
);
CREATE TABLE page_version (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  hash TEXT NOT NULL,
  text BLOB NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL
);
CREATE INDEX page_version_by_dataset ON page_version (dataset_id, id);
CREATE TABLE polled (
  url TEXT PRIMARY KEY,
  etag TEXT,
  last_modified TEXT,
  polled_at TEXT NOT NULL
);
CREATE TABLE alarm (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  cause TEXT NOT NULL,
  severity TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  until TEXT,
  by TEXT,
  note TEXT,
  opened_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  closed_at TEXT,
  first_delivery_id INTEGER REFERENCES delivery,
  last_delivery_id INTEGER REFERENCES delivery,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX alarm_once ON alarm (dataset_id, cause) WHERE state <> 'closed';
CREATE INDEX alarm_by_dataset ON alarm (dataset_id, id);
CREATE TABLE alarm_event (
  id INTEGER PRIMARY KEY,
  alarm_id INTEGER NOT NULL REFERENCES alarm,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  by TEXT,
  note TEXT
);
CREATE INDEX alarm_event_by_alarm ON alarm_event (alarm_id);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alarm_id INTEGER REFERENCES alarm,
  channel TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  key TEXT NOT NULL UNIQUE,
  payload TEXT NOT NULL,
  created_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT NOT NULL,
  sent_at TEXT,
  last_error TEXT,
  reference TEXT
);
CREATE INDEX outbox_unsent ON outbox (next_at, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_by_channel ON outbox (channel, created_at);
CREATE INDEX outbox_by_alarm ON outbox (alarm_id, channel, sequence);
CREATE TABLE token (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at TEXT
);
`,
  `
CREATE VIEW assay_deliveries AS
SELECT s.name AS dataset, d.number, d.state, d.state IN ('accepted', 'set-aside', 'released') AS accepted, d.source,
  d.arrived_at, d.judged_at, d.fingerprint, f.number AS same_as, d.bytes, d.rows, d.set_aside,
  d.holds, d.broken, d.warnings, d.unchecked, d.idle, d.outcome, d.seconds, s.title, s.owner
FROM delivery d JOIN dataset s ON s.id = d.dataset_id LEFT JOIN delivery f ON f.id = d.same_as;

CREATE VIEW assay_verdicts AS
SELECT s.name AS dataset, d.number, d.arrived_at, d.state AS delivery_state, t.id AS sentence_id, t.canonical AS sentence,
  t.reading, t.severity, CASE v.status WHEN 0 THEN 'holds' WHEN 1 THEN 'broken' WHEN 2 THEN 'unchecked' ELSE 'idle' END AS status,
  v.why, v.blocks, v.value, t.unit, t.bound, v.low, v.high, v.counted, v.failing, coalesce(v.reason, '') AS reason,
  v.rest AS without_rows_set_aside
FROM verdict v
JOIN sentence t ON t.id = v.sentence_id
JOIN delivery d ON d.id = v.delivery_id
JOIN dataset s ON s.id = d.dataset_id;

CREATE VIEW assay_measurements AS
SELECT s.name AS dataset, d.number, d.arrived_at AS now, d.state AS delivery_state, m.measure_id, q.hash AS measure,
  q.definition, m.value, m.rows, m.counted, m.failing, m.state, m.seconds, m.rest AS without_rows_set_aside
FROM measurement m
JOIN measure q ON q.id = m.measure_id
JOIN delivery d ON d.id = m.delivery_id
JOIN dataset s ON s.id = d.dataset_id;

CREATE VIEW assay_alarms AS
SELECT a.id, s.name AS dataset, a.cause, a.severity, a.title, a.state, a.until, a.by, a.note, a.opened_at, a.changed_at,
  a.closed_at, f.number AS first_delivery, l.number AS last_delivery, s.owner
FROM alarm a
JOIN dataset s ON s.id = a.dataset_id
LEFT JOIN delivery f ON f.id = a.first_delivery_id
LEFT JOIN delivery l ON l.id = a.last_delivery_id;
`,
  `
CREATE TABLE judged_wrong (
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES measure,
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  sentence_id INTEGER NOT NULL REFERENCES sentence,
  kind TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX judged_wrong_by_measure ON judged_wrong (measure_id, delivery_id, id);
CREATE INDEX judged_wrong_by_delivery ON judged_wrong (delivery_id, id);
`,
  `
ALTER TABLE page_version ADD COLUMN message TEXT;
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  sentence TEXT NOT NULL,
  canonical TEXT NOT NULL,
  after INTEGER,
  why TEXT,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT
);
CREATE INDEX proposal_by_dataset ON proposal (dataset_id, state, id);
`,
  `ALTER TABLE outbox ADD COLUMN tried_at TEXT`,
  `ALTER TABLE token ADD COLUMN revoked_by TEXT`,
]
