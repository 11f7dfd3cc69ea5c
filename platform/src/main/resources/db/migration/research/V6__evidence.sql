-- Where the parameters are from, for what was made of a study; as it was then.
ALTER TABLE research.backtests ADD COLUMN evidence jsonb;
ALTER TABLE research.strategy_versions ADD COLUMN evidence jsonb;
