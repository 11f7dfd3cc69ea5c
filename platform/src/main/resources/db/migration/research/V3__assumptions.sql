-- The assumptions of a backtest by name; rows from before have those of their columns.
ALTER TABLE research.backtests ADD COLUMN assumptions jsonb;
