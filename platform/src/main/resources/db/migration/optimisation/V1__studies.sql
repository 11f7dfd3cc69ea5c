-- Searches over the parameters of a strategy. The request is what was asked for, completed with its
-- defaults; plan_id is the identity that the trials belong to, known once the data were read.
CREATE TABLE optimisation.studies (
  id           uuid PRIMARY KEY,
  name         text NOT NULL,
  kind         text NOT NULL,
  request      jsonb NOT NULL,
  strategy     text NOT NULL,
  instruments  text[] NOT NULL,
  timeframe    text NOT NULL,
  sampler      text NOT NULL,
  parameters   text[] NOT NULL,
  objectives   text[] NOT NULL,
  statistics   text[] NOT NULL,
  planned      bigint NOT NULL,
  done         bigint NOT NULL DEFAULT 0,
  status       text NOT NULL,
  error        text,
  created_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  plan_id      text,
  data_hash    text,
  verdict      text,
  summary      jsonb
);
CREATE INDEX studies_created_at ON optimisation.studies (created_at DESC, id);

-- One row for each trial; part is the window of a walk, 0 otherwise. Parameters, objectives and
-- statistics are in the order of the study's lists. What may be the best has its first objective,
-- less being better, as its place; the others come after all of them.
CREATE TABLE optimisation.trials (
  study_id   uuid NOT NULL REFERENCES optimisation.studies (id) ON DELETE CASCADE,
  part       int NOT NULL,
  n          bigint NOT NULL,
  state      text NOT NULL,
  fraction   double precision NOT NULL,
  parameters text[] NOT NULL,
  objectives double precision[] NOT NULL,
  statistics double precision[] NOT NULL,
  place      double precision NOT NULL,
  pareto     boolean NOT NULL DEFAULT false,
  blocks     bytea,
  problem    text,
  PRIMARY KEY (study_id, part, n)
);
CREATE INDEX trials_place ON optimisation.trials (study_id, part, place, n);
CREATE INDEX trials_pareto ON optimisation.trials (study_id, part, n) WHERE pareto;

-- Equity of the best few.
CREATE TABLE optimisation.curves (
  study_id uuid NOT NULL REFERENCES optimisation.studies (id) ON DELETE CASCADE,
  n        bigint NOT NULL,
  document jsonb NOT NULL,
  PRIMARY KEY (study_id, n)
);
