"""Overfitting measures, written from the papers with numpy and scipy, apart from the Java code.

Writes overfitting.csv: name,value. Returns come from a linear congruential generator that the test
repeats; resamples from SplitMix64, as the stationary bootstrap of the product draws them.
"""

from itertools import combinations, product

import numpy as np
from scipy import stats

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def returns(trials, periods, edge):
    x = 12345
    out = np.empty((trials, periods))
    for k in range(trials):
        for t in range(periods):
            x = (x * 1103515245 + 12345) % (1 << 31)
            out[k, t] = (x / (1 << 31) - 0.5) / 50 + (edge if k == 3 else 0)
    return out


def sharpe(rows):
    return rows.mean(axis=1) / rows.std(axis=1, ddof=1)


def cscv(rows, blocks):
    trials, periods = rows.shape
    edges = [b * periods // blocks for b in range(blocks + 1)]
    parts = [rows[:, edges[b]:edges[b + 1]] for b in range(blocks)]
    logits, xs, ys = [], [], []
    for inside in combinations(range(blocks), blocks // 2):
        a = sharpe(np.hstack([parts[b] for b in inside]))
        o = sharpe(np.hstack([parts[b] for b in range(blocks) if b not in inside]))
        best = int(np.argmax(a))
        w = stats.rankdata(o)[best] / (trials + 1)
        logits.append(np.log(w / (1 - w)))
        xs.append(a[best])
        ys.append(o[best])
    slope = stats.linregress(xs, ys).slope
    return np.mean(np.array(logits) <= 1e-12), np.mean(np.array(ys) < 0), slope


def haircut(rows, tests):
    n = rows.shape[1]
    sr = sharpe(rows)
    p = np.ones(tests)
    p[:len(sr)] = 2 * stats.t.sf(np.abs(sr * np.sqrt(n)), n - 1)
    best = int(np.argmax(sr))
    order = np.argsort(p, kind="stable")
    s = p[order]
    m = tests
    holm = [min(1, max((m - j) * s[j] for j in range(i + 1))) for i in range(m)]
    c = sum(1 / i for i in range(1, m + 1))
    bhy = [0.0] * m
    bhy[-1] = s[-1]
    for i in range(m - 2, -1, -1):
        bhy[i] = min(bhy[i + 1], m * c / (i + 1) * s[i])
    at = int(np.searchsorted(s, p[best]))
    adjusted = [min(1, p[best] * tests), holm[at], bhy[at]]
    left = [stats.t.isf(a / 2, n - 1) / np.sqrt(n) for a in adjusted]
    return sr[best], p[best], *adjusted, *left, stats.t.isf(np.mean(adjusted) / 2, n - 1) / np.sqrt(n)


def resample(n, q, seed, index):
    state = mix((seed + mix((index + GAMMA) & MASK)) & MASK)
    out = np.empty(n, dtype=int)
    for t in range(n):
        bits = mix(state)
        state = (state + GAMMA) & MASK
        if t == 0 or (bits >> 32) / 2**32 < q:
            at = ((bits & 0xFFFFFFFF) * n) >> 32
        else:
            at = (at + 1) % n
        out[t] = at
    return out


def reality(rows, resamples, block, seed):
    k, n = rows.shape
    q = 1 / block
    mean = rows.mean(axis=1)
    centred = rows - mean[:, None]
    var = (centred**2).mean(axis=1)
    for i in range(1, n):
        kappa = (n - i) / n * (1 - q)**i + i / n * (1 - q)**(n - i)
        var = var + 2 * kappa * (centred[:, i:] * centred[:, :n - i]).sum(axis=1) / n
    w = np.sqrt(var)
    v = np.max(np.sqrt(n) * mean)
    t = max(0, np.max(np.sqrt(n) * mean / w))
    keep = np.sqrt(n) * mean / w >= -np.sqrt(2 * np.log(np.log(n)))
    g = [np.maximum(mean, 0), np.where(keep, mean, 0), mean]
    counts = np.zeros(4)
    for b in range(resamples):
        m = rows[:, resample(n, q, seed, b)].mean(axis=1)
        counts[0] += np.max(np.sqrt(n) * (m - mean)) > v
        for j in range(3):
            counts[1 + j] += max(0, np.max(np.sqrt(n) * (m - g[j]) / w)) > t
    return counts / resamples


def signs(rows, blocks):
    n = rows.shape[1]
    edges = [b * n // blocks for b in range(blocks + 1)]
    size = np.sqrt((rows**2).sum(axis=1))
    parts = np.array([rows[:, edges[b]:edges[b + 1]].sum(axis=1) for b in range(blocks)]).T
    lost = parts.sum(axis=1) / size < -np.sqrt(2 * np.log(np.log(n)))
    size = (size + np.median(size))[:, None]
    moved = (parts - np.where(lost, parts.sum(axis=1) / blocks, 0)[:, None]) / size
    ratio = parts.sum(axis=1) / size[:, 0]
    best = [max(0, (moved @ np.array(s)).max()) for s in product((1, -1), repeat=blocks)]
    return [np.mean(np.array(best) >= r - 1e-9) for r in (ratio.max(), np.sort(ratio)[-2])], lost.sum()


with open(__file__.replace(".py", ".csv"), "w") as f:
    for name, edge in (("noise", 0.0), ("weak", 0.0008), ("edge", 0.002)):
        rows = returns(20, 250, edge)
        for key, value in zip(("pbo", "loss", "slope"), cscv(rows, 10)):
            f.write(f"{name}.{key},{float(value)!r}\n")
        keys = ("sharpe", "p", "bonferroni", "holm", "bhy", "leftBonferroni", "leftHolm", "leftBhy", "left")
        for key, value in zip(keys, haircut(rows, 30)):
            f.write(f"{name}.{key},{float(value)!r}\n")
        for key, value in zip(("white", "lower", "consistent", "upper"), reality(rows, 500, 5.0, 99)):
            f.write(f"{name}.{key},{float(value)!r}\n")
        (first, second), lost = signs(rows, 10)
        f.write(f"{name}.signs,{float(first)!r}\n{name}.signsOfSecond,{float(second)!r}\n{name}.lost,{float(lost)!r}\n")
