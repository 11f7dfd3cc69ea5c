-- One row for each version of a feature. A row with a name and an expression is enough: what is left
-- out has the usual value, and the canonical text is filled in when the row is first seen.
CREATE TABLE features.definition (
  name              text        NOT NULL,
  version           int         NOT NULL DEFAULT 1 CHECK (version > 0),
  expression        text        NOT NULL,
  canonical         text,
  null_policy       text        NOT NULL DEFAULT 'SKIP'
    CHECK (null_policy IN ('SKIP', 'FORWARD_FILL', 'INTERPOLATE')),
  outlier_method    text        NOT NULL DEFAULT 'Z_SCORE'
    CHECK (outlier_method IN ('NONE', 'Z_SCORE', 'IQR')),
  outlier_threshold double precision NOT NULL DEFAULT 4 CHECK (outlier_threshold >= 0),
  description       text        NOT NULL DEFAULT '',
  seeded            boolean     NOT NULL DEFAULT false,
  active            boolean     NOT NULL DEFAULT true,
  created_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, version)
);
-- At most one version of a feature is in use.
CREATE UNIQUE INDEX definition_active ON features.definition (name) WHERE active;
