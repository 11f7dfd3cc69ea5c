package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;

/**
 * The order of events of several instruments, or of one with more than bars: at every moment the
 * bars that end, signals, decisions, the bars that begin, then the market's trades and quotes. Of
 * one instrument with nothing but bars {@link SimulationRun} has a loop of its own.
 */
final class MomentLoop {
  private final SimulationRun world;
  private final InstrumentRun[] runs;
  private final Feeds feeds;
  private final BarMatcher matcher;
  private final ActionsDue actions;
  private long doneBars;

  MomentLoop(SimulationRun world, Feeds feeds, BarMatcher matcher, ActionsDue actions) {
    this.world = world;
    this.runs = world.runs;
    this.feeds = feeds;
    this.matcher = matcher;
    this.actions = actions;
  }

  void run(SimulationListener listener, long totalBars) {
    long nextReport = SimulationRun.PROGRESS_STEP;
    boolean fed = !feeds.isEmpty();
    for (long moment = nextMoment(fed); moment != Long.MAX_VALUE; moment = nextMoment(fed)) {
      world.now = moment;
      closeBars(fed);
      openBars();
      if (fed) {
        feeds.tellMarket(world.now, world);
      }
      if (doneBars >= nextReport) {
        nextReport = doneBars + SimulationRun.PROGRESS_STEP;
        if (!listener.onProgress(doneBars, totalBars)) {
          throw new SimulationCancelledException(doneBars, totalBars);
        }
      }
    }
  }

  /** The next moment of the bars; what is fed after the last close is not told any more. */
  private long nextMoment(boolean fed) {
    long next = Long.MAX_VALUE;
    for (InstrumentRun run : runs) {
      next = Math.min(next, run.nextEvent());
    }
    return fed && next != Long.MAX_VALUE ? Math.min(next, feeds.nextEvent()) : next;
  }

  /** Every bar that ends now becomes known before a strategy decides on one. */
  private void closeBars(boolean fed) {
    long now = world.now;
    boolean any = false;
    for (InstrumentRun run : runs) {
      convert(run);
      run.justClosed = run.barIsOpen && run.series.closeTime(run.known) == now;
      any |= run.justClosed;
      if (run.detail != null && run.detail.closesAt(now)) {
        if (run.book.size() > 0 && run.barTrades && run.detail.isShown()) {
          matcher.inside(run);
        }
        run.detail.close();
      }
    }
    if (any) {
      for (InstrumentRun run : runs) {
        if (run.justClosed) {
          meetClose(run);
        }
      }
      for (InstrumentRun run : runs) {
        if (run.justClosed) {
          run.barIsOpen = false;
          run.lastClose = run.series.close(run.known);
          run.closedAt = now;
          run.known++;
          doneBars++;
        }
      }
      mark();
    }
    if (fed) {
      feeds.tellSignals(now, world);
    }
    if (any) {
      decide();
    }
  }

  private void convert(InstrumentRun run) {
    try {
      run.convertAt(world.now);
    } catch (ArithmeticException e) {
      throw new ArithmeticException(e.getMessage() + " (" + world.place(run) + ")");
    }
  }

  private void meetClose(InstrumentRun run) {
    if (run.book.size() == 0 || !run.barTrades) {
      return;
    }
    if (!run.metDetailOf(run.known)) {
      run.showBar(run.known);
      world.closeBar(run);
    } else {
      matcher.endOfBar(run);
      if (run.showMissing(run.known)) {
        matcher.inside(run);
      }
      matcher.close(run);
    }
  }

  private void decide() {
    for (InstrumentRun run : runs) {
      if (run.justClosed) {
        world.tellLongerBars(run);
        world.onBar(run);
      }
    }
    for (InstrumentRun run : runs) {
      if (run.justClosed) {
        world.endBar(run);
      }
    }
    if (world.config.fills().model() == FillModel.CLOSE) {
      for (InstrumentRun run : runs) {
        if (run.justClosed && run.barTrades && run.book.size() > 0) {
          if (!run.metDetailOf(run.known - 1)) {
            run.showBar(run.known - 1);
          }
          matcher.atDecision(run, world.now);
        }
      }
      // What filled at this close costs at this close.
      addEquity();
    }
  }

  private void mark() {
    if (world.execution.borrows()) {
      for (InstrumentRun run : runs) {
        if (run.justClosed) {
          world.execution.payForBorrowing(run, world.now);
        }
      }
      world.liquidate();
    }
    if (world.config.fills().model() != FillModel.CLOSE) {
      addEquity();
    }
  }

  private void addEquity() {
    double value = world.ledger.cashValue();
    boolean invested = false;
    for (InstrumentRun run : runs) {
      if (run.lots != 0) {
        value += run.value();
        invested = true;
      }
    }
    world.equity.add(world.now, value, invested);
  }

  private void openBars() {
    long now = world.now;
    for (InstrumentRun run : runs) {
      run.dueOrders = 0;
      if (run.opensAt(now) && now >= run.dayEnd) {
        world.closeSession(run);
      }
    }
    // Counted before the first fill: orders that come in during the fills wait for the next open.
    boolean any = false;
    for (InstrumentRun run : runs) {
      if (run.opensAt(now)) {
        any = true;
        beginBar(run);
      } else if (run.detail != null && run.detail.opensAt(now)) {
        any = true;
        run.sliceOpens = run.detail.open(run) && run.barIsOpen;
      }
    }
    if (!any) {
      return;
    }
    for (InstrumentRun run : runs) {
      for (; run.dueOrders > 0; run.dueOrders--) {
        world.fillFirst(run);
      }
      if (run.sliceOpens) {
        run.sliceOpens = false;
        if (run.book.size() > 0 && run.barTrades) {
          world.opening = true;
          matcher.open(run);
          world.opening = false;
        }
      }
    }
  }

  private void beginBar(InstrumentRun run) {
    long now = world.now;
    BarSeries series = run.series;
    int bar = run.known;
    run.barIsOpen = true;
    run.open = series.open(bar);
    run.dueOrders = run.pending.size();
    run.barTrades = !run.hours.closes() || run.hours.trades(now, series.closeTime(bar));
    if (!run.barTrades) {
      run.closedBars++;
    }
    if (run.splits.size() + run.dividends.size() > 0) {
      actions.apply(run, now);
    }
    Detail detail = run.detail;
    if (detail != null) {
      detail.skipTo(now);
      run.beginDetail();
      run.detailed = detail.covers(now, series.closeTime(bar));
      if (!run.detailed) {
        run.undetailedBars++;
      }
      if (detail.opensAt(now)) {
        run.sliceOpens = detail.open(run);
      }
    }
    if (detail == null || !run.detailed) {
      run.sliceOpens = run.book.size() > 0;
      if (run.sliceOpens || detail != null) {
        run.showBar(bar);
      }
    }
  }
}
