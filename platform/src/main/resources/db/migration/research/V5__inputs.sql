-- What a run reads beside the bars of its instruments; rows from before read nothing else.
ALTER TABLE research.backtests ADD COLUMN inputs jsonb;

-- Why the position was entered, as its order says; null in results from before, and without a tag.
ALTER TABLE research.round_trips ADD COLUMN tag text;

-- Rules that runs brought with them, by their hash; never changed.
CREATE TABLE research.run_documents (
  hash       text PRIMARY KEY,
  name       text NOT NULL,
  rule       text NOT NULL, -- YAML, saved features replaced by their definitions
  created_at timestamptz NOT NULL
);
