-- Where each built column stands, for others to read; the feature store's own notes are the truth.
CREATE TABLE features.watermark (
  instrument        text   NOT NULL,
  timeframe         text   NOT NULL,
  feature           text   NOT NULL,
  version           int    NOT NULL,
  rows              bigint NOT NULL,
  last_open_micros  bigint NOT NULL,
  last_known_micros bigint NOT NULL,
  input_hash        text   NOT NULL,
  column_hash       text   NOT NULL,
  refreshed_micros  bigint NOT NULL,
  PRIMARY KEY (instrument, timeframe, feature, version)
);

-- A build of what is in use; of all instruments and timeframes where none is named.
CREATE TABLE features.build (
  id          uuid PRIMARY KEY,
  cause       text NOT NULL CHECK (cause IN ('REQUEST', 'IMPORT', 'DEFINITION')),
  instrument  text,
  timeframe   text,
  status      text NOT NULL,
  message     text,
  result      jsonb,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX build_created_at ON features.build (created_at DESC, id);
CREATE INDEX build_queued ON features.build (status) WHERE status = 'QUEUED';

CREATE TABLE features.verification (
  id          uuid PRIMARY KEY,
  cause       text NOT NULL CHECK (cause IN ('REQUEST', 'NIGHTLY')),
  instrument  text,
  timeframe   text,
  feature     text,
  status      text NOT NULL,
  message     text,
  columns     bigint,
  bars        bigint,
  mismatches  bigint,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX verification_created_at ON features.verification (created_at DESC, id);

-- What is undefined is null.
CREATE TABLE features.mismatch (
  verification_id uuid   NOT NULL REFERENCES features.verification (id) ON DELETE CASCADE,
  n               int    NOT NULL,
  instrument      text   NOT NULL,
  timeframe       text   NOT NULL,
  feature         text   NOT NULL,
  version         int    NOT NULL,
  open_micros     bigint NOT NULL,
  stored          double precision,
  computed        double precision,
  what            text   NOT NULL,
  PRIMARY KEY (verification_id, n)
);

CREATE TABLE features.export (
  id          uuid PRIMARY KEY,
  request     jsonb NOT NULL,
  status      text NOT NULL,
  message     text,
  manifest    jsonb,
  bytes       bigint,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX export_created_at ON features.export (created_at DESC, id);
