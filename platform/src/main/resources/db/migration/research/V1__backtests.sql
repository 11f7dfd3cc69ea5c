CREATE TABLE research.backtests (
  id              uuid PRIMARY KEY,
  name            text NOT NULL,
  strategy        text NOT NULL,
  parameters      jsonb NOT NULL,
  instruments     text[] NOT NULL,
  timeframe       text NOT NULL,
  from_at         timestamptz,
  to_at           timestamptz,
  cash            numeric NOT NULL,
  fee_bps         numeric NOT NULL,
  slippage_bps    numeric NOT NULL,
  risk_free_rate  double precision NOT NULL,
  seed            bigint NOT NULL,
  status          text NOT NULL,
  error           text,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz,
  duration_millis bigint,
  total_return    double precision,
  cagr            double precision,
  volatility      double precision,
  sharpe          double precision,
  sortino         double precision,
  calmar          double precision,
  max_drawdown    double precision,
  win_rate        double precision,
  profit_factor   double precision,
  round_trips     bigint
);
CREATE INDEX backtests_created_at ON research.backtests (created_at DESC, id);

CREATE TABLE research.results (
  backtest_id uuid PRIMARY KEY REFERENCES research.backtests (id) ON DELETE CASCADE,
  document    jsonb NOT NULL,
  curve       bytea NOT NULL
);

CREATE TABLE research.round_trips (
  backtest_id     uuid NOT NULL REFERENCES research.backtests (id) ON DELETE CASCADE,
  n               int NOT NULL,
  instrument      int NOT NULL,
  quantity        double precision NOT NULL,
  entry_micros    bigint NOT NULL,
  entry_price     double precision NOT NULL,
  exit_micros     bigint NOT NULL,
  exit_price      double precision NOT NULL,
  pnl             double precision NOT NULL,
  return_fraction double precision NOT NULL,
  fees            double precision NOT NULL,
  bars            int NOT NULL,
  mae             double precision NOT NULL,
  mfe             double precision NOT NULL,
  PRIMARY KEY (backtest_id, n)
);
