"""Golden values of functions from numpy, scipy and pandas, on seeded bars: python3 functions.py > functions.csv"""
import random
import numpy as np, pandas as pd
from scipy import stats

N = 40
rng = random.Random(20260101)
rows, price = [], 100.0
for _ in range(260):
    o = round(price * (1 + rng.uniform(-0.003, 0.003)), 2)
    c = round(o * (1 + rng.uniform(-0.015, 0.015)), 2)
    h = round(max(o, c) * (1 + rng.uniform(0, 0.006)), 2)
    l = round(min(o, c) * (1 - rng.uniform(0, 0.006)), 2)
    rows.append((o, h, l, c, float(rng.randint(1, 5000))))
    price = c
d = pd.DataFrame(rows, columns=["open", "high", "low", "close", "volume"])
c, v, w = d.close, d.volume, d.close.rolling(N)
each = lambda f: w.apply(f, raw=True)
line = lambda f: each(lambda x: f(stats.linregress(np.arange(N), x)))
logs = np.log(c).diff()
gap, move = np.log(d.open / c.shift(1)), np.log(c / d.open)
up, down = np.log(d.high / d.open), np.log(d.low / d.open)
rs = up * (up - move) + down * (down - move)
k = 0.34 / (1.34 + (N + 1) / (N - 1))
reach = np.log(d.high / d.low)
mean = lambda s: s.rolling(N).mean()
out = {
    f"variance(close, {N})": w.var(ddof=0),
    f"stddev(close, {N})": w.std(ddof=0),
    f"zscore(close, {N})": each(lambda x: stats.zscore(x)[-1]),
    f"skew(close, {N})": each(stats.skew),
    f"kurtosis(close, {N})": each(stats.kurtosis),
    f"rank(volume, {N})": v.rolling(N).rank(pct=True),
    f"percentile(close, {N}, 0.9)": each(lambda x: np.percentile(x, 90)),
    f"highest(close, {N})": w.max(),
    f"lowest(close, {N})": w.min(),
    f"correlation(close, volume, {N})": w.corr(v),
    f"beta(close, volume, {N})": w.cov(v) / v.rolling(N).var(),
    f"linreg_slope(close, {N})": line(lambda r: r.slope),
    f"linreg_intercept(close, {N})": line(lambda r: r.intercept),
    f"linreg_r2(close, {N})": line(lambda r: r.rvalue**2),
    f"autocorrelation(close, {N}, 3)": w.corr(c.shift(3)),
    f"hurst(close, {N}, 8)": np.log(c.diff(8).rolling(N).var() / c.diff().rolling(N).var()) / (2 * np.log(8)),
    f"close_to_close_volatility({N})": logs.rolling(N).std(ddof=1),
    f"parkinson({N})": np.sqrt(mean(reach**2) / (4 * np.log(2))),
    f"garman_klass({N})": np.sqrt(mean(reach**2 / 2 - (2 * np.log(2) - 1) * move**2)),
    f"rogers_satchell({N})": np.sqrt(mean(rs)),
    f"yang_zhang({N})": np.sqrt(gap.rolling(N).var() + k * move.rolling(N).var() + (1 - k) * mean(rs)),
    "simple_return(close, 7)": c.pct_change(7),
    "log_return(close, 7)": np.log(c).diff(7),
}
table = pd.concat([d, pd.DataFrame(out)], axis=1)
print(table.to_csv(index=False, sep=";", na_rep="NaN", float_format="%.17g"), end="")
