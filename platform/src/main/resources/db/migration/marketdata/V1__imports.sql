CREATE TABLE marketdata.imports (
  id          uuid PRIMARY KEY,
  file_name   text NOT NULL,
  upload      text NOT NULL,
  instrument  text NOT NULL,
  timeframe   text,
  options     jsonb NOT NULL,
  replace     boolean NOT NULL,
  attribution text,
  demo        boolean NOT NULL DEFAULT false,
  status      text NOT NULL,
  message     text,
  report      jsonb,
  conflict    jsonb,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX imports_created_at ON marketdata.imports (created_at DESC, id);

-- The report of the newest import of each stored series.
CREATE TABLE marketdata.series_reports (
  instrument text NOT NULL,
  timeframe  text NOT NULL,
  import_id  uuid NOT NULL,
  report     jsonb NOT NULL,
  PRIMARY KEY (instrument, timeframe)
);
