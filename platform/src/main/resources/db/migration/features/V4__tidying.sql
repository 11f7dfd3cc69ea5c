-- When a version went out of use; its values are kept for a while.
ALTER TABLE features.definition ADD COLUMN retired_at timestamptz;
-- Whether a build computes again what is up to date.
ALTER TABLE features.build ADD COLUMN rebuild boolean NOT NULL DEFAULT false;
