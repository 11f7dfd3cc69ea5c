package dev.tradewind.engine.optimize;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.WindowRule.Length;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The same walk with windows of other lengths: what hangs on the length of its windows does not
 * hold (R. Pardo, "The Evaluation and Optimization of Trading Strategies", 2008). The centre is
 * where most of a length's neighbours pass too, never the cell with the greatest number.
 *
 * @param inSample lengths to search in, the rows
 * @param outOfSample lengths to prove on, the columns
 * @param cells row by row
 * @param passing part of the cells that could be walked and pass; {@code NaN} if none could
 * @param centre index of the cell around which most cells pass; empty if none passes
 */
public record WalkForwardMatrix(
    List<Length> inSample,
    List<Length> outOfSample,
    List<Cell> cells,
    double passing,
    Optional<Integer> centre) {
  private static final int MOST_CELLS = 100;
  private static final double ENOUGH = 0.5;

  /** Copies. */
  public WalkForwardMatrix {
    inSample = List.copyOf(inSample);
    outOfSample = List.copyOf(outOfSample);
    cells = List.copyOf(cells);
  }

  /**
   * A walk.
   *
   * @param rule its windows
   * @param result null where not one window fits
   * @param problem why there is none; null if there is one
   * @param gaining part of the windows that gain in the proof; {@code NaN} without a result
   * @param held mean over the parameters of the part of steps that stay near; {@code NaN} where
   *     undefined
   * @param isPassing whether the proofs grow, with an efficiency of at least a half, and at least
   *     half of the windows gain
   * @param neighboursPassing part of the cells next to it, itself included, that pass; {@code NaN}
   *     without a result
   */
  public record Cell(
      WindowRule rule,
      WalkForward.@Nullable Result result,
      @Nullable String problem,
      double gaining,
      double held,
      boolean isPassing,
      double neighboursPassing) {}

  /**
   * The rules of all cells, row by row; each steps by what it proves on.
   *
   * @throws IllegalArgumentException if there are fewer than 2 or more than 100 cells, or a length
   *     is named twice
   */
  public static List<WindowRule> rules(
      WindowRule base, List<Length> inSample, List<Length> outOfSample) {
    long cells = (long) inSample.size() * outOfSample.size();
    if (cells < 2 || cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a matrix must have 2.."
              + MOST_CELLS
              + " cells, "
              + inSample.size()
              + " lengths to search in and "
              + outOfSample.size()
              + " to prove on make "
              + cells);
    }
    if (inSample.stream().distinct().count() < inSample.size()
        || outOfSample.stream().distinct().count() < outOfSample.size()) {
      throw new IllegalArgumentException(
          "a matrix must name each length once, were " + inSample + " and " + outOfSample);
    }
    List<WindowRule> rules = new ArrayList<>();
    for (Length in : inSample) {
      for (Length out : outOfSample) {
        rules.add(new WindowRule(base.unit(), in, base.gap(), out, out, base.anchored()));
      }
    }
    return List.copyOf(rules);
  }

  /**
   * How many windows all cells have together.
   *
   * @throws IllegalArgumentException if none fits in any cell
   */
  public static int windows(List<WindowRule> rules, BarSeries series) {
    int windows = 0;
    IllegalArgumentException none = null;
    for (WindowRule each : rules) {
      try {
        windows += each.windows(series).size();
      } catch (IllegalArgumentException e) {
        none = e;
      }
    }
    if (windows == 0 && none != null) {
      throw none;
    }
    return windows;
  }

  /**
   * Walks every cell.
   *
   * @param walk over the series
   * @param series the first of the walk, by whose bars windows are cut
   * @param lengths the rows and the columns
   * @param search how to search in each window
   * @param runners evaluate trials; change nothing but time
   * @param listener told of progress over all cells; may stop
   * @param keeper of the trials; windows are counted on from cell to cell
   * @throws IllegalArgumentException if no window fits in any cell
   * @throws StudyCancelledException if the listener stopped it
   */
  public static WalkForwardMatrix walk(
      WalkForward walk,
      BarSeries series,
      Lengths lengths,
      WalkForward.Search search,
      WalkForward.Runners runners,
      StudyListener listener,
      WalkForward.Keeper keeper) {
    List<WindowRule> rules = lengths.rules();
    long total = (long) windows(rules, series) * search.trials();
    List<Cell> cells = new ArrayList<>();
    int before = 0;
    for (WindowRule rule : rules) {
      int count;
      try {
        count = rule.windows(series).size();
      } catch (IllegalArgumentException e) {
        cells.add(new Cell(rule, null, e.getMessage(), Double.NaN, Double.NaN, false, Double.NaN));
        continue;
      }
      int first = before;
      before += count;
      cells.add(
          cell(
              rule,
              walk.run(
                  rule,
                  search,
                  runners,
                  counted(listener, (long) first * search.trials(), total),
                  from(first, keeper))));
    }
    return of(lengths, cells);
  }

  /**
   * Rows and columns.
   *
   * @param base unit, gap and whether windows are anchored; its lengths do not matter
   * @param inSample lengths to search in, the rows
   * @param outOfSample lengths to prove on, the columns
   */
  public record Lengths(WindowRule base, List<Length> inSample, List<Length> outOfSample) {
    /** Refuses what {@link WalkForwardMatrix#rules} refuses. */
    public Lengths {
      inSample = List.copyOf(inSample);
      outOfSample = List.copyOf(outOfSample);
      WalkForwardMatrix.rules(base, inSample, outOfSample);
    }

    /** The rule of each cell, row by row. */
    public List<WindowRule> rules() {
      return WalkForwardMatrix.rules(base, inSample, outOfSample);
    }

    /** As text; part of a study's identity. */
    public String text() {
      return "matrix in " + inSample + " out " + outOfSample;
    }
  }

  private static StudyListener counted(StudyListener listener, long before, long total) {
    return new StudyListener() {
      @Override
      public boolean onProgress(long done, long ignored) {
        return listener.onProgress(before + done, total);
      }
    };
  }

  private static WalkForward.Keeper from(int first, WalkForward.Keeper keeper) {
    return new WalkForward.Keeper() {
      @Override
      public List<Trial> known(int window, StudyPlan plan) {
        return keeper.known(first + window, plan);
      }

      @Override
      public void onTrial(int window, Trial trial) {
        keeper.onTrial(first + window, trial);
      }
    };
  }

  private static Cell cell(WindowRule rule, WalkForward.Result result) {
    double gaining =
        (double) result.windows().stream().filter(each -> each.outOfSampleReturn() > 0).count()
            / result.windows().size();
    double held =
        result.stability().stream()
            .mapToDouble(ParameterStability::held)
            .filter(each -> !Double.isNaN(each))
            .average()
            .orElse(Double.NaN);
    boolean passes =
        result.statistics().getOrDefault("totalReturn", Double.NaN) > 0
            && result.efficiency() >= ENOUGH
            && gaining >= ENOUGH;
    return new Cell(rule, result, null, gaining, held, passes, Double.NaN);
  }

  private static WalkForwardMatrix of(Lengths lengths, List<Cell> cells) {
    int columns = lengths.outOfSample().size();
    List<Cell> judged = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Cell each = cells.get(i);
      judged.add(
          new Cell(
              each.rule(),
              each.result(),
              each.problem(),
              each.gaining(),
              each.held(),
              each.isPassing(),
              each.result() == null ? Double.NaN : around(cells, i, columns)));
    }
    long walked = cells.stream().filter(each -> each.result() != null).count();
    long passing = cells.stream().filter(Cell::isPassing).count();
    int centre = -1;
    for (int i = 0; i < judged.size(); i++) {
      if (judged.get(i).isPassing()
          && (centre < 0
              || judged.get(i).neighboursPassing() > judged.get(centre).neighboursPassing())) {
        centre = i;
      }
    }
    return new WalkForwardMatrix(
        lengths.inSample(),
        lengths.outOfSample(),
        judged,
        walked == 0 ? Double.NaN : (double) passing / walked,
        centre < 0 ? Optional.empty() : Optional.of(centre));
  }

  /** The part of a cell and those next to it that pass; a border has fewer neighbours. */
  private static double around(List<Cell> cells, int at, int columns) {
    int rows = cells.size() / columns;
    int count = 0;
    int passing = 0;
    for (int r = Math.max(0, at / columns - 1); r <= Math.min(rows - 1, at / columns + 1); r++) {
      for (int c = Math.max(0, at % columns - 1);
          c <= Math.min(columns - 1, at % columns + 1);
          c++) {
        Cell each = cells.get(r * columns + c);
        if (each.result() != null) {
          count++;
          passing += each.isPassing() ? 1 : 0;
        }
      }
    }
    return (double) passing / count;
  }

  /** Trials of all cells together. */
  public int trials() {
    return cells.stream()
        .map(Cell::result)
        .filter(Objects::nonNull)
        .mapToInt(WalkForward.Result::trials)
        .sum();
  }

  /** What the cells say together, in plain words. */
  public List<String> sentences() {
    long walked = cells.stream().filter(each -> each.result() != null).count();
    long passing = cells.stream().filter(Cell::isPassing).count();
    List<String> text = new ArrayList<>();
    text.add(
        passing
            + " of "
            + walked
            + " lengths of windows pass: the proofs grow, with an efficiency of at least 0.5, and"
            + " half of the windows gain.");
    text.add(
        centre
            .map(
                at ->
                    "Most of the lengths next to each other pass around in-sample "
                        + cells.get(at).rule().inSample()
                        + " and out-of-sample "
                        + cells.get(at).rule().outOfSample()
                        + " ("
                        + Math.round(100 * cells.get(at).neighboursPassing())
                        + " %).")
            .orElse("No length of windows passes: what was found did not hold."));
    if (centre.isPresent() && passing < walked * ENOUGH) {
      text.add("Fewer than half pass, so that what passes may hang on the length of the windows.");
    }
    return List.copyOf(text);
  }
}
