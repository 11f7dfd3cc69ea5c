-- A share of the columns, chosen by the seed; and how much of a column differs.
ALTER TABLE features.verification ADD COLUMN sample double precision NOT NULL DEFAULT 1;
ALTER TABLE features.verification ADD COLUMN seed bigint NOT NULL DEFAULT 0;
ALTER TABLE features.mismatch ADD COLUMN differing bigint NOT NULL DEFAULT 1;
