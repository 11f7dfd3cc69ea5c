"""Golden values of the uncertainty of a run from numpy and scipy: python3 uncertainty.py > uncertainty.csv

The random numbers are the engine's (SplitMix64, one start for every resample), written here a second time;
what is done with them is scipy.stats.bootstrap, scipy.stats and numpy.
"""
import math, random
import numpy as np
from scipy import stats
import scipy.stats._resampling as resampling

M = (1 << 64) - 1
GAMMA, SEED, B, P, RF, CASH = 0x9E3779B97F4A7C15, 42, 999, 252, 0.02, 100000.0


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
    return z ^ (z >> 31)


def start(b):
    return mix((SEED + mix((b + GAMMA) & M)) & M)


def words(b):
    state = start(b)
    while True:
        state = (state + GAMMA) & M
        yield mix(state)


def independent(b, n, both=True):
    out = []
    for z in words(b):
        out.append(((z >> 32) * n) >> 32)
        if both:
            out.append(((z & 0xFFFFFFFF) * n) >> 32)
        if len(out) >= n:
            return out[:n]


def blocks(b, n, length):
    renew, out = math.ceil(2**32 / length), []
    for i, z in zip(range(n), words(b)):
        fresh = i == 0 or (z & 0xFFFFFFFF) < renew
        out.append(((z >> 32) * n) >> 32 if fresh else (out[-1] + 1) % n)
    return out


def sharpe(x, axis=-1):
    return (x.mean(axis) - RF / P) / x.std(axis, ddof=1) * math.sqrt(P)


def cagr(x, axis=-1):
    return (1 + x).prod(axis) ** (P / x.shape[axis]) - 1


def drawdown(x, axis=-1):
    equity = np.cumprod(1 + x, axis)
    equity = np.concatenate([np.ones(equity.shape[:-1] + (1,)), equity], -1)
    return (1 - equity / np.maximum.accumulate(equity, -1)).max(-1)


def factor(x, axis=-1):
    return np.where(x > 0, x, 0).sum(axis) / -np.where(x < 0, x, 0).sum(axis)


def report(name, low, high, error, estimate):
    for key, value in (("low", low), ("high", high), ("standardError", error), ("estimate", estimate)):
        print(f"{name}.{key},{float(value)!r}")


def scipy_interval(name, sample, statistic, both):
    resampling.rng_integers = lambda state, low, n, size: np.array([independent(b, n, both) for b in range(size[0])])
    r = stats.bootstrap((sample,), statistic, n_resamples=B, method="BCa", vectorized=True, random_state=0)
    report(name, *r.confidence_interval, r.standard_error, statistic(sample))


def block_interval(name, sample, drawn, statistic, length):
    values, n = statistic(drawn), len(sample)
    left = np.array([statistic(np.delete(sample, range(i, min(n, i + length)))) for i in range(0, n, length)])
    d = left.mean() - left
    a = (d**3).sum() / 6 / (d**2).sum() ** 1.5
    point = statistic(sample)
    z0 = stats.norm.ppf(((values < point).sum() + (values <= point).sum()) / (2 * B))
    level = lambda z: stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
    low, high = np.quantile(values, [level(stats.norm.ppf(0.025)), level(stats.norm.ppf(0.975))])
    report(name, low, high, values.std(ddof=1), point)


rng = random.Random(20260401)
returns = [0.0]
for _ in range(249):
    returns.append(round(0.1 * returns[-1] + rng.gauss(0.0019, 0.011) * (2 if rng.random() < 0.05 else 1), 6))
r = np.array(returns)
pnl = np.array([round(rng.gauss(120, 900), 2) for _ in range(61)])
print("key,value")
for i, v in enumerate(returns):
    print(f"return.{i},{v!r}")
for i, v in enumerate(pnl):
    print(f"pnl.{i},{float(v)!r}")
for name, f in (("sharpe", sharpe), ("cagr", cagr), ("maxDrawdown", drawdown)):
    scipy_interval(f"independent.{name}", r, f, True)
scipy_interval("profitFactor", pnl, factor, False)
LENGTH = 6  # the cube root of 250
places = np.array([blocks(b, len(r), LENGTH) for b in range(B)])
for name, f in (("sharpe", sharpe), ("cagr", cagr), ("maxDrawdown", drawdown)):
    block_interval(f"blocks.{name}", r, r[places], f, LENGTH)


def monte_carlo(name, drawn):
    equity, fall = CASH * (1 + drawn).prod(-1), drawdown(drawn)
    own, deep = CASH * (1 + r).prod(), drawdown(r)
    for q in (5, 25, 50, 75, 95):
        print(f"{name}.finalEquity.p{q},{float(np.percentile(equity, q))!r}")
        print(f"{name}.maxDrawdown.p{q},{float(np.percentile(fall, q))!r}")
    print(f"{name}.finalEquityRank,{stats.percentileofscore(equity, own, 'mean') / 100!r}")
    print(f"{name}.maxDrawdownRank,{stats.percentileofscore(fall, deep, 'mean') / 100!r}")
    print(f"{name}.lossShare,{float((equity < CASH).mean())!r}")


monte_carlo("resampledReturns", r[places])
monte_carlo("noEdge", (r - r.mean())[places])


def shuffled(b):
    x = list(pnl)
    for i, z in zip(range(len(x) - 1, 0, -1), words(b)):
        j = ((z >> 32) * (i + 1)) >> 32
        x[i], x[j] = x[j], x[i]
    return x


def fall(p):
    e = CASH + np.concatenate([[0], np.cumsum(p)])
    return (1 - e / np.maximum.accumulate(e)).max()


falls = np.array([fall(shuffled(b)) for b in range(B)])
for q in (5, 25, 50, 75, 95):
    print(f"shuffledTrades.maxDrawdown.p{q},{float(np.percentile(falls, q))!r}")
print(f"shuffledTrades.maxDrawdownRank,{stats.percentileofscore(falls, fall(pnl), 'mean') / 100!r}")
t = stats.ttest_1samp(r, 0)
print(f"meanTest.t,{float(t.statistic)!r}\nmeanTest.pValue,{float(t.pvalue)!r}")
lags, x = int(4 * (len(r) / 100) ** (2 / 9)), r - r.mean()
long_run = sum((1 if k == 0 else 2 * (1 - k / (lags + 1))) * (x[k:] * x[: len(x) - k]).sum() for k in range(lags + 1)) / len(x)
t = r.mean() / math.sqrt(long_run / len(x))
print(f"robustMeanTest.t,{float(t)!r}\nrobustMeanTest.pValue,{float(2 * stats.norm.sf(abs(t)))!r}\nrobustMeanTest.lags,{lags}")
s, g3, g4 = sharpe(r) / math.sqrt(P), stats.skew(r), stats.kurtosis(r, fisher=False)
print(f"skewness,{float(g3)!r}\nkurtosis,{float(g4)!r}")
v = 1 - g3 * s + (g4 - 1) / 4 * s * s
psr = lambda b: float(stats.norm.cdf((s - b) * math.sqrt(len(r) - 1) / math.sqrt(v)))
e = math.sqrt(0.5 / P) * ((1 - np.euler_gamma) * stats.norm.ppf(1 - 1 / 20) + np.euler_gamma * stats.norm.ppf(1 - 1 / (20 * math.e)))
print(f"probabilisticSharpe,{psr(0)!r}\ndeflatedSharpe,{psr(e)!r}")
print(f"minimumTrackRecordDays,{float(1 + v * (stats.norm.ppf(0.95) / s) ** 2)!r}")
for t, n in ((0.3, 3), (1.96, 61), (-2.5, 249), (4.1, 2499), (0.01, 5), (12.0, 30), (2.0, 100000)):
    print(f"studentT.{t}.{n},{float(2 * stats.t.sf(abs(t), n))!r}")
for z in (-30.0, -8.0, -6.0, -3.2, -1.0, -0.3, 0.0, 0.5, 1.959963984540054, 5.0, 7.5):
    print(f"cdf.{z},{float(stats.norm.cdf(z))!r}")
for p in (1e-300, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.77, 0.95, 0.999999):
    print(f"quantile.{p},{float(stats.norm.ppf(p))!r}")
other = np.array([round(0.4 * x + rng.gauss(0.0002, 0.009), 6) for x in returns])
for i, v in enumerate(other):
    print(f"other.{i},{float(v)!r}")
ex, ey, n = r - RF / P, other - RF / P, len(r)
sx, sy, rho = ex.mean() / ex.std(ddof=1), ey.mean() / ey.std(ddof=1), np.corrcoef(r, other)[0, 1]
jk = math.sqrt((2 - 2 * rho + (sx**2 + sy**2 - 2 * sx * sy * rho**2) / 2) / n)
moments = np.stack([ex, ey, ex**2, ey**2])
mx, my, gx, gy = moments.mean(1)
gradient = np.array([gx / (gx - mx**2) ** 1.5, -gy / (gy - my**2) ** 1.5,
                     -mx / (gx - mx**2) ** 1.5 / 2, my / (gy - my**2) ** 1.5 / 2])
v = moments - moments.mean(1, keepdims=True)
psi = v @ v.T / n
for k in range(1, lags + 1):
    g = v[:, k:] @ v[:, :-k].T / n
    psi += (1 - k / (lags + 1)) * (g + g.T)
lw = math.sqrt(gradient @ psi @ gradient / n)
d = sharpe(r[places]) - sharpe(other[places])
gap = (sx - sy) * math.sqrt(P)
print(f"sharpeDifference.difference,{float(gap)!r}\nsharpeDifference.correlation,{float(rho)!r}")
print(f"sharpeDifference.jobsonKorkie,{float(2 * stats.norm.sf(abs((sx - sy) / jk)))!r}")
print(f"sharpeDifference.ledoitWolf,{float(2 * stats.norm.sf(abs((sx - sy) / lw)))!r}")
print(f"sharpeDifference.standardError,{float(lw * math.sqrt(P))!r}")
print(f"sharpeDifference.bootstrapLow,{float(np.percentile(d, 2.5))!r}")
print(f"sharpeDifference.bootstrapHigh,{float(np.percentile(d, 97.5))!r}")
print(f"sharpeDifference.bootstrap,{float(((np.abs(d - gap) >= abs(gap)).sum() + 1) / (B + 1))!r}")
