"""Computes an ema_crossover run from the written semantics alone, to check the engine from outside.

usage: check.py FILE.csv[.gz] TIMEFRAME_SECONDS 24x7|exchange FAST SLOW > golden.json
Tick 0.01, lot 0.00001, fee 10 bps, slippage 5 bps, cash 100000. Python 3; what is not spelt out here is in measures.py.
"""
import csv, gzip, hashlib, json, math, os, sys
from datetime import datetime, timezone
from decimal import Decimal as D, ROUND_CEILING, ROUND_FLOOR, getcontext
import measures

getcontext().prec = 60
TICK, LOT, FEE, SLIP, CASH = D("0.01"), D("0.00001"), D("0.001"), D("0.0005"), D("100000")
UNIT = D("1e-8")
path, seconds, calendar, fast, slow = sys.argv[1], int(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:])


def epoch(text):
    if text.isdigit():
        return int(text) // 1000
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp())


def step(x, size, rounding):
    return (x / size).to_integral_value(rounding) * size


def ema(values, n):
    out = [None] * (n - 1) + [sum(values[:n]) / n]
    for v in values[n:]:
        out.append(out[-1] + 2 / (n + 1) * (v - out[-1]))
    return out


opener = gzip.open if path.endswith(".gz") else open
with opener(path, "rt", newline="") as f:
    rows = [r[:5] for r in csv.reader(f)][1:]
T = [epoch(r[0]) for r in rows]
O = [D(r[1]) for r in rows]
H, L, C = ([float(r[i]) for r in rows] for i in (2, 3, 4))
A, B = ema(C, fast), ema(C, slow)
cash, held, entry, order, trips, equity, invested = CASH, D(0), None, None, [], [], 0
fees = slippage = traded = D(0)
for i in range(len(rows)):
    if order == "buy":
        price = step(O[i] * (1 + SLIP), TICK, ROUND_CEILING)
        total = lambda q: (c := step(q * price, UNIT, ROUND_CEILING)) + step(c * FEE, UNIT, ROUND_CEILING)
        q = step(cash / (price * (1 + FEE)), LOT, ROUND_FLOOR) + LOT
        while total(q) > cash:
            q -= LOT
        if q > 0:
            cost = step(q * price, UNIT, ROUND_CEILING)
            cash, held, entry = cash - total(q), q, (i, price, cost, total(q) - cost)
            fees, traded, slippage = fees + total(q) - cost, traded + cost, slippage + (price - O[i]) * q
    elif order == "sell":
        price = step(O[i] * (1 - SLIP), TICK, ROUND_FLOOR)
        proceeds = step(held * price, UNIT, ROUND_FLOOR)
        fee = step(proceeds * FEE, UNIT, ROUND_CEILING)
        e, p0, cost, fee0 = entry
        low, high = min(L[e:i] + [float(price)]), max(H[e:i] + [float(price)])
        pnl = proceeds - cost - fee - fee0
        trips.append({"quantity": str(held), "entryTime": T[e], "entryPrice": str(p0), "exitTime": T[i],
                      "exitPrice": str(price), "pnl": str(pnl), "fees": str(fee + fee0), "bars": i - e,
                      "returnFraction": float(pnl / cost), "mae": min(0, low / float(p0) - 1),
                      "mfe": max(0, high / float(p0) - 1)})
        fees, traded, slippage = fees + fee, traded + proceeds, slippage + (O[i] - price) * held
        cash, held = cash + proceeds - fee, D(0)
    order = None
    equity.append(float(cash) + float(held) * C[i])
    invested += held > 0
    if i > 0 and None not in (A[i - 1], B[i - 1]):
        if A[i] > B[i] and A[i - 1] <= B[i - 1] and not held:
            order = "buy"
        elif A[i] < B[i] and A[i - 1] >= B[i - 1] and held:
            order = "sell"
# A bar is known when it closes; it ends early where the next one opens sooner.
known = [min(t + seconds, n) for t, n in zip(T, T[1:] + [T[-1] + seconds])]
days = {}
for t, v in zip(known, equity):
    days[(t - 1) // 86400] = v
span = range(min(days), max(days) + 1) if calendar == "24x7" else sorted(days)
returns, last = [], float(CASH)
for d in span:
    returns.append(days.get(d, last) / last - 1)
    last = days.get(d, last)
P, n, start, final = (365 if calendar == "24x7" else 252), len(returns), float(CASH), equity[-1]
mean = math.fsum(returns) / n
deviation = math.sqrt(math.fsum((r - mean) ** 2 for r in returns) / (n - 1))
downside = math.sqrt(math.fsum(min(r, 0) ** 2 for r in returns) / n)
peak, since, under, drawdown, longest = start, known[0], False, 0, 0
for t, v in zip(known, equity):
    longest = max(longest, t - since) if under else longest
    peak, since, under = (v, t, False) if v >= peak else (peak, since, True)
    drawdown = max(drawdown, 1 - v / peak)
pnl = [float(t["pnl"]) for t in trips]
wins, losses = [x for x in pnl if x > 0], [x for x in pnl if x < 0]
runs = {1: [0], -1: [0]}
for x in pnl:
    for sign in (1, -1):
        runs[sign].append(runs[sign][-1] + 1 if x * sign > 0 else 0)
avg = lambda xs: math.fsum(xs) / len(xs)
total, cagr, k = final / start - 1, (final / start) ** (P / n) - 1, len(trips)
stats = dict(
    totalReturn=total, cagr=cagr, volatility=deviation * math.sqrt(P), sharpe=mean / deviation * math.sqrt(P),
    sortino=mean / downside * math.sqrt(P), calmar=cagr / drawdown, maxDrawdown=drawdown,
    maxDrawdownDuration=longest, recoveryFactor=total / drawdown, exposure=invested / len(rows),
    turnover=float(traded) / avg(equity), feesPaid=float(fees), slippagePaid=float(slippage),
    buyAndHoldReturn=C[-1] / C[0] - 1, initialCash=start, finalEquity=final, netProfit=final - start,
    tradingDays=n, periodsPerYear=P, roundTrips=k, openPositions=int(held > 0), winRate=len(wins) / k,
    profitFactor=math.fsum(wins) / -math.fsum(losses), expectancy=avg(pnl), averageWin=avg(wins),
    averageLoss=avg(losses), largestWin=max(wins), largestLoss=min(losses),
    averageDuration=avg([t["exitTime"] - t["entryTime"] for t in trips]), averageBars=avg([t["bars"] for t in trips]),
    longestWinningRun=max(runs[1]), longestLosingRun=max(runs[-1]), averageMae=avg([t["mae"] for t in trips]),
    worstMae=min(t["mae"] for t in trips), averageMfe=avg([t["mfe"] for t in trips]), bestMfe=max(t["mfe"] for t in trips))
# A bar that ends at midnight belongs to the day that ends there, as the equity does.
at_end = {}
for t, c in zip(known, C):
    at_end[(t - 1) // 86400] = c
closes, close = [], C[0]
for d in span:
    close = at_end.get(d, close)
    closes.append(close)
stats |= measures.of_days(list(span), returns, start, closes, C[0], P, cagr)
stats |= measures.of_trips(trips, n, P, final - start, float(fees), float(slippage))
stats = {k: float(v) if hasattr(v, "dtype") else v for k, v in stats.items() if v == v}
with open(path, "rb") as f:
    digest = hashlib.sha256(f.read()).hexdigest()
print(json.dumps({"file": os.path.basename(path), "sha256": digest, "seconds": seconds, "calendar": calendar,
                  "fast": fast, "slow": slow, "bars": len(rows), "statistics": stats, "roundTrips": trips}, indent=1))
