package dev.tradewind.engine.robustness;

import java.util.stream.Stream;

/**
 * The reasons for doubt with their thresholds: the one table of which verdicts are made, documented
 * in {@code docs/concepts/robustness.md}.
 *
 * <p>A reason that applies has a strength: its weight times a half and, in proportion to how far
 * the number is from the threshold towards the worst value it can have, up to another half.
 */
public enum Doubt {
  /** Decisions that depend on the future. */
  LOOK_AHEAD("look-ahead", Kind.FATAL, 10, 0, 1, true),
  /** Loses money. */
  LOSS("loss", Kind.EDGE, 5, 0, -0.5, false),
  /** Round trips, too few to tell skill from luck. */
  FEW_ROUND_TRIPS("few-round-trips", Kind.EVIDENCE, 4, 30, 0, false),
  /** Daily returns, too few. */
  FEW_DAYS("few-days", Kind.EVIDENCE, 3.5, 250, 0, false),
  /** Probability that the true Sharpe ratio is above 0. */
  UNCERTAIN_SHARPE("uncertain-sharpe", Kind.EDGE, 4.5, 0.95, 0.5, false),
  /** Part of runs without an edge that end below this one. */
  NO_EDGE("no-edge", Kind.EDGE, 4.2, 0.95, 0.5, false),
  /** Deflated Sharpe ratio after all that was tried on the same bars; told of more than one. */
  MANY_TRIALS("many-trials", Kind.EDGE, 4.6, 0.95, 0.5, false),
  /** Part of the runs on bars in random order that are worse. */
  PATHS("random-order", Kind.EDGE, 4.4, 0.9, 0.5, false),
  /** Break-even cost over the assumed cost. */
  COSTS("costs", Kind.FRAGILITY, 3.2, 2, 0, false),
  /** Fees and slippage over the profit before them; told until the costs have been examined. */
  COST_SHARE("cost-share", Kind.FRAGILITY, 3.1, 0.5, 1, true),
  /** Part of the Sharpe ratio that is left one bar later. */
  DELAY("delay", Kind.FRAGILITY, 3, 0.5, 0, false),
  /** Part of the Sharpe ratio that the median neighbour has. */
  NEIGHBOURS("neighbours", Kind.FRAGILITY, 3.3, 0.5, 0, false),
  /** Part of the later first bars from which it gains. */
  STARTS("starts", Kind.FRAGILITY, 2.8, 0.75, 0, false),
  /** Round trips for each number that can be tuned. */
  MANY_PARAMETERS("many-parameters", Kind.FRAGILITY, 2.6, 10, 0, false),
  /** Part of the data until values no longer depend on where they begin. */
  WARM_UP("warm-up", Kind.FRAGILITY, 2.4, 0.1, 1, true),
  /** Return over that of holding the instruments. */
  BENCHMARK("benchmark", Kind.REMARK, 1.5, 0, -1, false),
  /** A check that was not made. */
  UNCHECKED("unchecked", Kind.REMARK, 1, 0, 1, true),
  /** The trials before this one, of which nobody knows. */
  TRIALS("trials", Kind.REMARK, 0.5, 0, 1, true);

  /** What a doubt is about. */
  public enum Kind {
    /** The result cannot be used. */
    FATAL,
    /** There is too little of it. */
    EVIDENCE,
    /** It may be luck. */
    EDGE,
    /** It hangs on something. */
    FRAGILITY,
    /** Worth saying. */
    REMARK
  }

  private final String code;
  private final Kind kind;
  private final double weight;
  private final double threshold;
  private final double worst;
  private final boolean above;

  Doubt(String code, Kind kind, double weight, double threshold, double worst, boolean above) {
    this.code = code;
    this.kind = kind;
    this.weight = weight;
    this.threshold = threshold;
    this.worst = worst;
    this.above = above;
  }

  /** The stable name. */
  public String code() {
    return code;
  }

  /** What it is about. */
  public Kind kind() {
    return kind;
  }

  /** How much it weighs among the others, &gt; 0. */
  public double weight() {
    return weight;
  }

  /** The number from which on there is no doubt. */
  public double threshold() {
    return threshold;
  }

  /** The number beyond which it cannot weigh more. */
  public double worst() {
    return worst;
  }

  /** Whether numbers above the threshold are the doubtful ones; else those below. */
  public boolean isAbove() {
    return above;
  }

  /** Whether a number is a reason for doubt; an undefined one is none. */
  public boolean applies(double value) {
    return switch (this) {
      // Nothing gained is no gain.
      case LOSS -> value <= threshold;
      default -> above ? value > threshold : value < threshold;
    };
  }

  /** Its strength at a number at which it applies, in {@code (0, weight]}. */
  public double strength(double value) {
    double part = (value - threshold) / (worst - threshold);
    return weight * (0.5 + 0.5 * Math.clamp(part, 0, 1));
  }

  static Stream<Doubt> all() {
    return Stream.of(values());
  }
}
