CREATE TABLE access.users (
  id            uuid PRIMARY KEY,
  name          text NOT NULL,
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_name ON access.users (lower(name));

-- The invitation to the first set-up; at most one row.
CREATE TABLE access.setup_token (
  token_hash bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE TABLE access.sessions (
  token_hash   bytea PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES access.users (id) ON DELETE CASCADE,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  address      text NOT NULL
);

CREATE TABLE access.api_keys (
  id           uuid PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES access.users (id) ON DELETE CASCADE,
  name         text NOT NULL,
  prefix       text NOT NULL,
  key_hash     bytea NOT NULL UNIQUE,
  scopes       text[] NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz
);

-- Failed logins, by user name and by address.
CREATE TABLE access.throttle (
  key           text PRIMARY KEY,
  failures      int NOT NULL,
  blocked_until timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);

CREATE TABLE access.audit (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL,
  actor   text NOT NULL,
  action  text NOT NULL,
  subject text NOT NULL,
  address text NOT NULL
);
