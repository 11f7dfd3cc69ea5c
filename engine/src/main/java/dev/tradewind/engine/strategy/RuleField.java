package dev.tradewind.engine.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a rule document, the one registry of which reading, checking, the schema and forms
 * are made. The order is that of a written document.
 */
public enum RuleField {
  /** What it is run by. */
  NAME("name", Kind.NAME, "The name it is run by: small letters, digits and _.", ""),
  /** For people. */
  TITLE("title", Kind.TEXT, "A short title for people.", ""),
  /** For people. */
  DESCRIPTION("description", Kind.TEXT, "What it does and when it fails.", ""),
  /** Where it is from. */
  SOURCE("source", Kind.TEXT, "Where the idea is from: a book, a paper, an address.", ""),
  /** Bars it is meant for. */
  TIMEFRAME(
      "timeframe",
      Kind.TIMEFRAME,
      "The bars it is meant for, such as 1D; a run on others is refused.",
      ""),
  /** Long, short or both. */
  DIRECTION("direction", Kind.CHOICE, "Whether it buys, sells short, or both.", "long"),
  /** A condition between parameters. */
  REQUIRE(
      "require",
      Kind.CONDITION,
      "What the parameters must satisfy together, such as $fast < $slow; speaks of nothing else.",
      ""),
  /** Opens a long position. */
  ENTER("enter", Kind.CONDITION, "Buys on the bar on whose close this is true.", ""),
  /** Closes a long position. */
  EXIT("exit", Kind.CONDITION, "Sells what is held when this is true.", ""),
  /** Opens a short position. */
  SHORT_ENTER("shortEnter", Kind.CONDITION, "Sells short when this is true.", ""),
  /** Closes a short position. */
  SHORT_EXIT("shortExit", Kind.CONDITION, "Buys back when this is true.", ""),
  /** How the quantity is found. */
  SIZE_TYPE("size.type", Kind.CHOICE, "How the quantity is found.", "equal_cash"),
  /** What the type asks for. */
  SIZE_VALUE("size.value", Kind.NUMBER, "What the type of the size asks for.", ""),
  /** Bars of a volatility. */
  SIZE_LOOKBACK(
      "size.lookback", Kind.COUNT, "Bars over which volatility is measured.", "20", 2, 10_000),
  /** A cap. */
  SIZE_MAX(
      "size.max",
      Kind.NUMBER,
      "The largest fraction of the equity that volatility_target and kelly may ask for.",
      "1",
      0,
      10),
  /** Round trips before Kelly's fraction is believed. */
  SIZE_MIN_TRADES(
      "size.minTrades", Kind.COUNT, "Round trips before Kelly's fraction is used.", "30", 1, 1e6),
  /** A fraction until then. */
  SIZE_BEFORE(
      "size.before", Kind.NUMBER, "The fraction of the equity used until then.", "0.1", 0, 1),
  /** A stop at a price. */
  STOP_PRICE("stop.price", Kind.NUMBER, "Closes the position at this price or worse.", ""),
  /** A stop at a distance. */
  STOP_DISTANCE(
      "stop.distance",
      Kind.NUMBER,
      "Closes the position this far, in the currency, on the losing side of the decision's close.",
      ""),
  /** A stop at a fraction. */
  STOP_FRACTION(
      "stop.fraction", Kind.NUMBER, "The same as a fraction of that close: 0.05 is 5 %.", "", 0, 1),
  /** A target at a price. */
  TARGET_PRICE("target.price", Kind.NUMBER, "Takes the profit at this price or better.", ""),
  /** A target at a distance. */
  TARGET_DISTANCE(
      "target.distance",
      Kind.NUMBER,
      "Takes the profit this far, in the currency, on the winning side of the decision's close.",
      ""),
  /** A target at a fraction. */
  TARGET_FRACTION(
      "target.fraction", Kind.NUMBER, "The same as a fraction of that close.", "", 0, 100),
  /** A stop that follows. */
  TRAILING_DISTANCE(
      "trailingStop.distance",
      Kind.NUMBER,
      "Follows the best price since the entry at this distance, in the currency.",
      ""),
  /** A stop that follows. */
  TRAILING_FRACTION(
      "trailingStop.fraction",
      Kind.NUMBER,
      "Follows the best price since the entry at this fraction of it.",
      "",
      0,
      1),
  /** Bars in the market. */
  TIME_STOP("timeStop", Kind.COUNT, "Closes the position after that many bars.", "", 1, 1e6),
  /** Entries into one position. */
  PYRAMIDING("pyramiding", Kind.COUNT, "Entries that one position may consist of.", "1", 1, 100),
  /** Bars after an exit. */
  COOLDOWN("cooldown", Kind.COUNT, "Bars after an exit without an entry.", "0", 0, 1e6),
  /** Which instruments may be entered. */
  UNIVERSE_FILTER(
      "universe.filter", Kind.CONDITION, "An instrument is entered only while this is true.", ""),
  /** Which instruments are preferred. */
  RANK(
      "rank",
      Kind.NUMBER,
      "Instruments are ordered by this value, the largest first, and the first ones are held.",
      ""),
  /** How many of them. */
  TOP("top", Kind.COUNT, "How many of the ranked instruments are held.", "", 1, 1_000),
  /** How often. */
  REBALANCE(
      "rebalance",
      Kind.COUNT,
      "Bars between two rankings, or between two corrections of a position's size.",
      "",
      1,
      100_000),
  /** What is left alone. */
  TOLERANCE(
      "tolerance",
      Kind.NUMBER,
      "A position is not corrected while it is off by less than this fraction of itself.",
      "0.1",
      0,
      1);

  /** What may stand in a field. */
  public enum Kind {
    /** A name: small letters, digits and _. */
    NAME,
    /** Any text. */
    TEXT,
    /** The code of a timeframe. */
    TIMEFRAME,
    /** One of a few words. */
    CHOICE,
    /** An expression that is true or false. */
    CONDITION,
    /** An expression that is a number. */
    NUMBER,
    /** An expression that is a whole number and the same on every bar. */
    COUNT;

    /** Whether the language of expressions is written in it. */
    public boolean isExpression() {
      return this == CONDITION || this == NUMBER || this == COUNT;
    }
  }

  private final String path;
  private final Kind kind;
  private final String description;
  private final String byDefault;
  private final double min;
  private final double max;

  RuleField(String path, Kind kind, String description, String byDefault) {
    this(path, kind, description, byDefault, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  RuleField(String path, Kind kind, String description, String byDefault, double min, double max) {
    this.path = path;
    this.kind = kind;
    this.description = description;
    this.byDefault = byDefault;
    this.min = min;
    this.max = max;
  }

  /** Where it stands in a document: {@code size.value}. */
  public String path() {
    return path;
  }

  /** The object it stands in, empty for the document itself. */
  public String group() {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** Its key within the group. */
  public String key() {
    return path.substring(path.indexOf('.') + 1);
  }

  /** What may stand in it. */
  public Kind kind() {
    return kind;
  }

  /** What it means, one sentence. */
  public String description() {
    return description;
  }

  /** The text that holds where none is written; empty if there is none. */
  public String byDefault() {
    return byDefault;
  }

  /** Smallest constant value; minus infinity where there is no bound. */
  public double min() {
    return min;
  }

  /** Largest constant value; infinity where there is no bound. */
  public double max() {
    return max;
  }

  /** The words of a choice. */
  public List<String> choices() {
    return switch (this) {
      case DIRECTION -> List.of("long", "short", "both");
      case SIZE_TYPE -> SizeType.codes();
      default -> List.of();
    };
  }

  /** The field of that path. */
  public static Optional<RuleField> of(String path) {
    return Arrays.stream(values()).filter(each -> each.path.equals(path)).findFirst();
  }
}
