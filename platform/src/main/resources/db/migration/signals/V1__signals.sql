-- One row for each version of a scanner. A list has members, each with the span in which it belongs;
-- a filter has a condition, and as members the instruments among which it chooses (all if empty).
CREATE TABLE signals.scanner (
  name        text        NOT NULL,
  version     int         NOT NULL CHECK (version > 0),
  kind        text        NOT NULL CHECK (kind IN ('LIST', 'FILTER')),
  timeframe   text,
  expression  text        NOT NULL DEFAULT '',
  members     jsonb       NOT NULL DEFAULT '[]',
  description text        NOT NULL DEFAULT '',
  in_use      boolean     NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX scanner_in_use ON signals.scanner (name) WHERE in_use;

-- One row for each version of a definition. At most one version is in use; active tells whether
-- signals are made of it.
CREATE TABLE signals.definition (
  name        text        NOT NULL,
  version     int         NOT NULL CHECK (version > 0),
  timeframe   text        NOT NULL,
  rule        jsonb       NOT NULL,
  parameters  jsonb       NOT NULL DEFAULT '[]',
  instruments jsonb       NOT NULL DEFAULT '[]',
  scanner     text,
  description text        NOT NULL DEFAULT '',
  canonical   text,
  columns     jsonb       NOT NULL DEFAULT '[]',
  seeded      boolean     NOT NULL DEFAULT false,
  active      boolean     NOT NULL DEFAULT true,
  in_use      boolean     NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX definition_in_use ON signals.definition (name) WHERE in_use;

-- Where the rows of a definition on an instrument stand. source_hash names the columns that the rows
-- were made of; dirty_from is the bar from which rows have to be made again, null if none has.
CREATE TABLE signals.state (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  definition   text   NOT NULL,
  version      int    NOT NULL,
  instrument   text   NOT NULL,
  timeframe    text   NOT NULL,
  source_hash  text   NOT NULL DEFAULT '',
  dirty_from   bigint DEFAULT -9223372036854775808,
  bars         bigint NOT NULL DEFAULT 0,
  last_bar     bigint,
  generated_at timestamptz,
  UNIQUE (definition, version, instrument)
);

-- One row for each bar and condition; code is 0 exit long, 1 exit short, 2 entry long, 3 entry short.
-- Undefined numbers are NaN. partner is the bar of the exit that closed an entry, or of the entry
-- that an exit closed.
CREATE TABLE signals.signal (
  state_id    bigint             NOT NULL REFERENCES signals.state (id) ON DELETE CASCADE,
  bar         bigint             NOT NULL,
  code        smallint           NOT NULL CHECK (code BETWEEN 0 AND 3),
  known_at    bigint             NOT NULL,
  strength    double precision   NOT NULL,
  snapshot    double precision[] NOT NULL,
  hash        bigint             NOT NULL,
  partner     bigint,
  recorded_at timestamptz        NOT NULL,
  PRIMARY KEY (state_id, bar, code)
);
CREATE INDEX signal_known_at ON signals.signal (known_at DESC, state_id, code);
CREATE INDEX signal_open ON signals.signal (state_id, bar) WHERE code >= 2 AND partner IS NULL;

CREATE TABLE signals.generation (
  id          uuid PRIMARY KEY,
  cause       text NOT NULL CHECK (cause IN ('REQUEST', 'BARS', 'DEFINITION')),
  definition  text,
  instrument  text,
  timeframe   text,
  afresh      boolean NOT NULL DEFAULT false,
  status      text NOT NULL,
  message     text,
  result      jsonb,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX generation_created_at ON signals.generation (created_at DESC, id);
CREATE INDEX generation_queued ON signals.generation (status) WHERE status = 'QUEUED';
