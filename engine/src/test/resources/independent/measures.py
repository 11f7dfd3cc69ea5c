"""The measures that check.py does not spell out itself, with numpy, pandas and scipy."""
import numpy as np
import pandas as pd
from scipy import stats


def of_days(days, returns, start, closes, first_close, periods, cagr):
    """days: UTC days since 1970; closes: last close of each day, carried on."""
    when = pd.to_datetime(np.array(days), unit="D")
    r = pd.Series(returns, index=when)
    equity = start * (1 + r).cumprod()
    b = pd.Series(closes, index=when)
    b = b / b.shift(1).fillna(first_close) - 1
    below = 1 - equity / np.maximum(equity.cummax(), start)
    under = below > 1e-13
    episode = (under & ~under.shift(1, fill_value=False)).cumsum()[under]
    depths = below[under].groupby(episode).max()
    tail = r.quantile(0.05)
    s, g3, g4 = r.mean() / r.std(), stats.skew(r), stats.kurtosis(r, fisher=False)
    line = stats.linregress(np.arange(len(r)), np.log(equity))

    def calendar(rule):
        ends = equity.resample(rule).last().dropna()
        return ends / ends.shift(1).fillna(start) - 1

    months, years = calendar("M"), calendar("Y")
    active = r - b
    fit = stats.linregress(b, r)
    geometric = lambda x: stats.gmean(1 + x) - 1
    up, down = b > 0, b < 0
    root = np.sqrt(periods)
    return dict(
        averageDailyReturn=r.mean(), bestDay=r.max(), worstDay=r.min(),
        downsideDeviation=np.sqrt((np.minimum(r, 0) ** 2).mean()) * root,
        valueAtRisk=tail, expectedShortfall=r[r <= tail].mean(),
        averageDrawdown=depths.mean(), averageDrawdownDays=86400 * below[under].groupby(episode).size().mean(),
        drawdowns=len(depths), underwater=under.mean(), ulcerIndex=np.sqrt((below**2).mean()),
        omega=r[r > 0].sum() / -r[r < 0].sum(), gainToPain=r.sum() / -r[r < 0].sum(),
        ulcerPerformance=cagr / np.sqrt((below**2).mean()),
        probabilisticSharpe=stats.norm.cdf(s * np.sqrt(len(r) - 1) / np.sqrt(1 - g3 * s + (g4 - 1) / 4 * s * s)),
        stability=line.rvalue**2, skewness=r.skew(), kurtosis=r.kurt(), tailRatio=r.quantile(0.95) / abs(tail),
        autocorrelation=r.autocorr(1), winningDays=(r > 0).sum() / (r != 0).sum(),
        bestMonth=months.max(), worstMonth=months.min(), averageMonth=months.mean(),
        winningMonths=(months > 0).mean(), bestYear=years.max(), worstYear=years.min(),
        alpha=fit.intercept * periods, beta=fit.slope, correlation=fit.rvalue, trackingError=active.std() * root,
        informationRatio=active.mean() / active.std() * root, treynor=r.mean() * periods / fit.slope,
        upCapture=geometric(r[up]) / geometric(b[up]), downCapture=geometric(r[down]) / geometric(b[down]))


def of_trips(trips, days, periods, net, fees, slippage):
    t = pd.DataFrame(trips)
    t["pnl"] = t.pnl.astype(float)
    held = t.exitTime - t.entryTime
    won, lost = t.pnl[t.pnl > 0], t.pnl[t.pnl < 0]
    payoff, rate = won.mean() / -lost.mean(), len(won) / len(t)
    return dict(
        payoffRatio=payoff, averageReturn=t.returnFraction.mean(), medianReturn=t.returnFraction.median(),
        systemQuality=t.pnl.mean() / t.pnl.std() * np.sqrt(len(t)), kelly=rate - (1 - rate) / payoff,
        averageWinDuration=held[t.pnl > 0].mean(), averageLossDuration=held[t.pnl < 0].mean(),
        edgeRatio=t.mfe.mean() / -t.mae.mean(), roundTripsPerYear=len(t) / days * periods,
        costShare=(fees + slippage) / (net + fees + slippage) if net + fees + slippage > 0 else float("nan"))
