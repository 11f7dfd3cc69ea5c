package dev.tradewind.engine.strategy;

import dev.tradewind.engine.strategy.SignalSource.Condition;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule at work. On every bar of an instrument it decides once: whether the position ends, whether
 * one begins or grows, whether its size is corrected. An undefined condition is not true.
 *
 * <p>No allocation on a bar on which nothing is decided and no exit order works.
 */
final class RuleStrategy implements Strategy {
  private final CheckedRule rule;
  private final SignalSource source;
  private @Nullable Run run;

  RuleStrategy(CheckedRule rule, SignalSource source) {
    this.rule = rule;
    this.source = source;
  }

  @Override
  public void onStart(StrategySetup setup) {
    run = new Run(setup, rule, source);
  }

  @Override
  public void onBar(StrategyContext context) {
    if (run != null) {
      run.onBar(context, context.instrument());
    }
  }

  @Override
  public void onFill(StrategyContext context, Fill fill) {
    if (run != null) {
      run.onFill(context, fill);
    }
  }

  /** What is known of one instrument between its bars. */
  private static final class Book {
    /** The entry, the exit and the correction that may still be filled, 0 for none. */
    private long entry;

    private long exit;
    private long correction;

    /** The exits of the open position, which end with it. */
    private long[] exits = new long[4];

    private int exitCount;

    /** How many of them belong to a position that ends for the next one; -1 while none does. */
    private int ending = -1;

    /** Entries that the open position consists of. */
    private int entries;

    private boolean counted;
    private int flatSince = Integer.MIN_VALUE / 2;
    private int sinceCorrection;
    private OrderType.@Nullable TrailingStop trail;

    void addExit(long id) {
      if (exitCount == exits.length) {
        exits = Arrays.copyOf(exits, exitCount * 2);
      }
      exits[exitCount++] = id;
    }
  }

  /** One run. */
  private static final class Run {
    private final boolean isLong;
    private final boolean isShort;
    private final boolean[] inUniverse;
    private final SignalSource.Reader signals;
    private final RuleColumn filter;
    private final RuleColumn tolerance;
    private final RuleExits exits;
    private final RuleRotation rotation;
    private final RuleSizing sizing;
    private final RoundTripBook trips;
    private final Book[] books;
    private final boolean hasExits;
    private final boolean hasEnter;
    private final int pyramiding;
    private final int cooldown;
    private final int timeStop;
    private final int correctEvery;

    Run(StrategySetup setup, CheckedRule rule, SignalSource source) {
      isLong = rule.isLong();
      isShort = rule.isShort();
      inUniverse = universe(setup, rule);
      signals = source.open(setup);
      filter = RuleColumn.of(setup, rule, RuleField.UNIVERSE_FILTER);
      tolerance = RuleColumn.of(setup, rule, RuleField.TOLERANCE);
      exits = new RuleExits(setup, rule);
      rotation = new RuleRotation(setup, rule, filter, inUniverse);
      trips = new RoundTripBook(setup.instrumentCount());
      sizing = new RuleSizing(setup, rule, trips);
      hasExits = exits.any();
      hasEnter = rule.expression(RuleField.ENTER).isPresent();
      pyramiding = rule.count(RuleField.PYRAMIDING, 1);
      cooldown = rule.count(RuleField.COOLDOWN, 0);
      timeStop = rule.count(RuleField.TIME_STOP, 0);
      correctEvery = rule.size().isResizable() ? rule.count(RuleField.REBALANCE, 0) : 0;
      books = new Book[setup.instrumentCount()];
      for (int i = 0; i < books.length; i++) {
        books[i] = new Book();
      }
    }

    private static boolean[] universe(StrategySetup setup, CheckedRule rule) {
      boolean[] in = new boolean[setup.instrumentCount()];
      boolean any = false;
      for (int i = 0; i < in.length; i++) {
        String given = setup.timeframe(i).code();
        if (rule.timeframe().isPresent() && !rule.timeframe().get().equals(given)) {
          throw new IllegalArgumentException(
              "timeframe must be "
                  + rule.timeframe().get()
                  + ", was "
                  + given
                  + " (instrument "
                  + setup.instrument(i).id()
                  + ")");
        }
        in[i] =
            rule.instruments().isEmpty() || rule.instruments().contains(setup.instrument(i).id());
        any |= in[i];
      }
      if (!any) {
        throw new IllegalArgumentException(
            "universe.instruments must name an instrument of the run, named "
                + String.join(", ", rule.instruments()));
      }
      return in;
    }

    // --- a bar ---------------------------------------------------------------------------------

    void onBar(StrategyContext context, int i) {
      Book book = books[i];
      boolean wanted = !rotation.isRanked() || rotation.wants(context, i);
      if (isBusy(context, i, book)) {
        endUnfilled(context, i, book, wanted);
        return;
      }
      long position = context.positionLots(i);
      if (position > 0) {
        onLong(context, i, book, wanted);
      } else if (position < 0) {
        onShort(context, i, book);
      } else {
        onFlat(context, i, book, wanted);
      }
    }

    private void onLong(StrategyContext context, int i, Book book, boolean wanted) {
      boolean reverses = reversesLong(context, i);
      String end = endOfLong(context, i, wanted, reverses);
      if (end != null) {
        leave(context, i, book, Side.SELL, end);
        if (reverses && cooldown == 0) {
          enter(context, i, book, Side.SELL, true);
        }
      } else if (book.entries < pyramiding && pyramiding > 1 && entersLong(context, i)) {
        enter(context, i, book, Side.BUY, false);
      } else {
        correct(context, i, book, Side.BUY);
      }
    }

    private boolean reversesLong(StrategyContext context, int i) {
      return isShort && isTrue(context, i, Condition.SHORT_ENTER) && isOpen(context, i);
    }

    /** Why a long position ends now, empty for its exit alone; null while it does not. */
    private @Nullable String endOfLong(
        StrategyContext context, int i, boolean wanted, boolean reverses) {
      if (isTrue(context, i, Condition.EXIT)) {
        return reverses ? "exit" : "";
      }
      if (reverses) {
        return "reversal";
      }
      return !wanted ? "no longer ranked" : isTimeUp(context, i) ? "time stop" : null;
    }

    private void onShort(StrategyContext context, int i, Book book) {
      boolean reverses = isLong && entersLong(context, i);
      String end = endOfShort(context, i, reverses);
      if (end != null) {
        leave(context, i, book, Side.BUY, end);
        if (reverses && cooldown == 0) {
          enter(context, i, book, Side.BUY, true);
        }
      } else if (book.entries < pyramiding && pyramiding > 1 && entersShort(context, i)) {
        enter(context, i, book, Side.SELL, false);
      } else {
        correct(context, i, book, Side.SELL);
      }
    }

    private @Nullable String endOfShort(StrategyContext context, int i, boolean reverses) {
      if (isTrue(context, i, Condition.SHORT_EXIT)) {
        return reverses ? "exit" : "";
      }
      return reverses ? "reversal" : isTimeUp(context, i) ? "time stop" : null;
    }

    /**
     * What is not filled yet must not hold an end back: the rest of an entry or of a correction is
     * cancelled, and what is held already ends.
     */
    private void endUnfilled(StrategyContext context, int i, Book book, boolean wanted) {
      if (book.entry == 0 && book.correction == 0) {
        return;
      }
      long position = context.positionLots(i);
      boolean buys = position > 0 || (position == 0 && isBuy(context, book.entry));
      String end =
          buys
              ? endOfLong(context, i, wanted, reversesLong(context, i))
              : endOfShort(context, i, isLong && entersLong(context, i));
      if (end == null || !isDone(context, book.exit)) {
        return;
      }
      cancel(context, book.entry);
      cancel(context, book.correction);
      book.entry = 0;
      book.correction = 0;
      if (position > 0) {
        onLong(context, i, book, wanted);
      } else if (position < 0) {
        onShort(context, i, book);
      }
    }

    private static boolean isBuy(StrategyContext context, long id) {
      return context.order(id).map(order -> order.side() == Side.BUY).orElse(false);
    }

    private static void cancel(StrategyContext context, long id) {
      if (!isDone(context, id)) {
        context.submit(new OrderIntent.Cancel(id));
      }
    }

    private void onFlat(StrategyContext context, int i, Book book, boolean wanted) {
      if (!wanted
          || !inUniverse[i]
          || (cooldown > 0 && context.barCount(i) - book.flatSince <= cooldown)) {
        return;
      }
      if (isLong && entersLong(context, i)) {
        if (!rotation.isRanked() || noSale(context)) {
          enter(context, i, book, Side.BUY, false);
        }
      } else if (isShort && entersShort(context, i)) {
        enter(context, i, book, Side.SELL, false);
      }
    }

    private boolean isTrue(StrategyContext context, int i, Condition condition) {
      return signals.isTrue(condition, context, i);
    }

    private boolean isOpen(StrategyContext context, int i) {
      return !filter.isGiven() || filter.value(context, i) == 1;
    }

    private boolean entersLong(StrategyContext context, int i) {
      return (!hasEnter || isTrue(context, i, Condition.ENTER))
          && !isTrue(context, i, Condition.EXIT)
          && isOpen(context, i);
    }

    private boolean entersShort(StrategyContext context, int i) {
      return isTrue(context, i, Condition.SHORT_ENTER)
          && !isTrue(context, i, Condition.SHORT_EXIT)
          && isOpen(context, i);
    }

    private boolean isTimeUp(StrategyContext context, int i) {
      return timeStop > 0 && context.barsSinceEntry(i) >= timeStop;
    }

    /** Money for what is newly ranked comes from what no longer is: sales are filled first. */
    private boolean noSale(StrategyContext context) {
      for (int i = 0; i < books.length; i++) {
        if (context.positionLots(i) > 0 && !rotation.wants(context, i)) {
          return false;
        }
      }
      return true;
    }

    // --- orders --------------------------------------------------------------------------------

    /** Whether a decision has not been carried out yet. Working stops and targets do not count. */
    private boolean isBusy(StrategyContext context, int i, Book book) {
      if (!context.hasPendingOrder(i)) {
        book.entry = 0;
        book.exit = 0;
        book.correction = 0;
        return false;
      }
      if (isDone(context, book.entry)) {
        book.entry = 0;
      }
      if (isDone(context, book.exit)) {
        book.exit = 0;
      }
      if (isDone(context, book.correction)) {
        book.correction = 0;
      }
      return !hasExits || book.entry != 0 || book.exit != 0 || book.correction != 0;
    }

    private static boolean isDone(StrategyContext context, long id) {
      if (id == 0) {
        return true;
      }
      Optional<OrderStatus> status = context.order(id);
      return status.isEmpty() || status.get().state().isDone();
    }

    private void leave(StrategyContext context, int i, Book book, Side side, String why) {
      OrderSize all = new OrderSize.EntirePosition();
      book.exit =
          context.submit(
              why.isEmpty() && !hasExits
                  ? new OrderIntent.Market(i, side, all)
                  : new OrderIntent.Order(i, side, all, new OrderType.Market())
                      .reducing()
                      .withTag(why.isEmpty() ? "exit" : why));
    }

    private void enter(StrategyContext context, int i, Book book, Side side, boolean ends) {
      boolean buys = side == Side.BUY;
      double stopPrice = hasExits ? exits.stopPrice(context, i, buys) : Double.NaN;
      int all = (rotation.isRanked() ? rotation.top() : books.length) * pyramiding;
      Optional<OrderSize> size =
          sizing.entry(
              context, i, buys, Math.max(1, all - taken(context, i, ends)), all, stopPrice);
      if (size.isEmpty()) {
        return;
      }
      book.counted = false;
      book.sinceCorrection = 0;
      if (!hasExits) {
        // Orders of one kind fill in the order in which they came: the end of a position, then
        // this.
        book.entry =
            context.submit(
                ends
                    ? new OrderIntent.Order(i, side, size.get(), new OrderType.Market())
                    : new OrderIntent.Market(i, side, size.get()));
        return;
      }
      OrderIntent.Order entry =
          new OrderIntent.Order(i, side, size.get(), new OrderType.Market()).withTag("entry");
      OrderType stop = exits.stop(context, i, buys);
      OrderType target = exits.target(context, i, buys);
      book.trail = exits.needsTrailingOrder() ? exits.trailing(context, i) : null;
      book.entry = context.submit(new OrderIntent.Bracket(entry, stop, target));
      if (isDone(context, book.entry)) {
        return;
      }
      book.ending = ends ? book.exitCount : -1;
      long next = book.entry;
      if (stop != null) {
        book.addExit(++next);
      }
      if (target != null) {
        book.addExit(++next);
      }
    }

    /**
     * Entries that have their share of the account, or are about to; not those of a position of
     * this instrument that ends.
     */
    private int taken(StrategyContext context, int own, boolean ends) {
      int taken = 0;
      for (int i = 0; i < books.length; i++) {
        if (i == own && ends) {
          continue;
        }
        Book book = books[i];
        if (context.positionLots(i) != 0 || (!hasExits && context.hasPendingOrder(i))) {
          taken += Math.max(1, book.entries);
        } else if (book.entry != 0) {
          taken++;
        }
      }
      return taken;
    }

    /** Brings a position back to its size where it is off by more than the tolerance. */
    private void correct(StrategyContext context, int i, Book book, Side adds) {
      if (correctEvery == 0 || ++book.sinceCorrection < correctEvery) {
        return;
      }
      book.sinceCorrection = 0;
      long held = Math.abs(context.positionLots(i));
      long target = sizing.target(context, i);
      long off = target - held;
      if (target < 0 || Math.abs(off) <= tolerance.value(context, i) * held) {
        return;
      }
      book.counted = true;
      boolean buys = off > 0 == (adds == Side.BUY);
      OrderSize size = off > 0 ? sizing.addition(context, i, buys, off) : new OrderSize.Lots(-off);
      book.correction =
          context.submit(new OrderIntent.Market(i, buys ? Side.BUY : Side.SELL, size));
    }

    // --- a fill --------------------------------------------------------------------------------

    void onFill(StrategyContext context, Fill fill) {
      int i = fill.instrument();
      Book book = books[i];
      long position = context.positionLots(i);
      double price = context.instrument(i).tickSize().doubleValue() * fill.priceTicks();
      double quantity = context.instrument(i).lotSize().doubleValue() * fill.lots();
      trips.add(fill, position, price, quantity, fill.feeUnits() / 1e8);
      boolean opens = fill.side() == Side.BUY ? position > 0 : position < 0;
      if (opens) {
        opened(context, book, fill);
      } else if (position == 0) {
        closed(context, i, book);
      }
    }

    private void opened(StrategyContext context, Book book, Fill fill) {
      if (!book.counted) {
        book.counted = true;
        book.entries++;
      }
      OrderType.TrailingStop trail = book.trail;
      if (trail != null) {
        Side side = fill.side() == Side.BUY ? Side.SELL : Side.BUY;
        book.addExit(
            context.submit(
                new OrderIntent.Order(
                        fill.instrument(), side, new OrderSize.Lots(fill.lots()), trail)
                    .reducing()
                    .withTag("trailing stop")));
      }
    }

    private void closed(StrategyContext context, int i, Book book) {
      book.entries = 0;
      book.flatSince = context.barCount(i);
      // Those of the position that this one makes room for stay.
      int own = book.ending < 0 ? book.exitCount : book.ending;
      for (int n = 0; n < own; n++) {
        long id = book.exits[n];
        cancel(context, id);
      }
      book.exitCount -= own;
      System.arraycopy(book.exits, own, book.exits, 0, book.exitCount);
      book.ending = -1;
    }
  }
}
