-- What a walk found and proved.
ALTER TABLE optimisation.studies ADD COLUMN walk jsonb;
