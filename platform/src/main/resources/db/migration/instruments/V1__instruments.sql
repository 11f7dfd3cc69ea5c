CREATE TABLE instruments.instruments (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  asset_class text NOT NULL,
  currency    text NOT NULL,
  tick_size   numeric NOT NULL,
  lot_size    numeric NOT NULL,
  calendar    text NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL
);
