-- A user's own strategies. A version is never changed and never deleted while a backtest names it.
CREATE TABLE research.strategies (
  name       text PRIMARY KEY,
  version    int NOT NULL,
  archived   boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL
);

CREATE TABLE research.strategy_versions (
  name       text NOT NULL REFERENCES research.strategies (name) ON DELETE CASCADE,
  version    int NOT NULL,
  title      text NOT NULL,
  document   text NOT NULL, -- as it was written
  rule       text NOT NULL, -- YAML, saved features replaced by their definitions
  hash       text NOT NULL, -- of the rule
  origin     text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (name, version)
);
CREATE INDEX strategy_versions_hash ON research.strategy_versions (name, hash);
