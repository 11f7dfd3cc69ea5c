-- Checks and verifications of stored runs, as jobs.
CREATE TABLE research.analyses (
  id           uuid PRIMARY KEY,
  backtest_id  uuid NOT NULL REFERENCES research.backtests (id) ON DELETE CASCADE,
  request      jsonb NOT NULL,
  status       text NOT NULL,
  message      text,
  created_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  verification jsonb
);
CREATE INDEX analyses_backtest ON research.analyses (backtest_id, created_at DESC, id);

-- The newest report of each check of a run.
CREATE TABLE research.check_reports (
  backtest_id uuid NOT NULL REFERENCES research.backtests (id) ON DELETE CASCADE,
  check_code  text NOT NULL,
  made_at     timestamptz NOT NULL,
  document    jsonb NOT NULL,
  PRIMARY KEY (backtest_id, check_code)
);

-- What the features of a run were; written with the first look at them.
CREATE TABLE research.feature_hashes (
  backtest_id uuid PRIMARY KEY REFERENCES research.backtests (id) ON DELETE CASCADE,
  document    jsonb NOT NULL
);
