package dev.tradewind.engine.robustness;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked of a run. The codes are what users write and what is stored. */
public enum Check {
  /** Whether a decision used what was not known at its moment. */
  LOOKAHEAD("lookahead", "Look-ahead"),
  /** How many bars the values need until they no longer depend on where the data begin. */
  RECURSION("recursion", "Warm-up"),
  /** How likely the result is to be luck, from the result alone. */
  LUCK("luck", "Luck"),
  /** The result from other first days. */
  STARTS("starts", "Start date"),
  /** The result at other fees and slippage. */
  COSTS("costs", "Costs"),
  /** The result when everything is known one bar later. */
  DELAY("delay", "One bar later"),
  /** The result with neighbouring parameters. */
  NEIGHBOURS("neighbours", "Neighbouring parameters"),
  /** The result on prices of the same kind in another order. */
  PATHS("paths", "Resampled prices");

  private final String code;
  private final String title;

  Check(String code, String title) {
    this.code = code;
    this.title = title;
  }

  /** The stable name. */
  public String code() {
    return code;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** The check of a code, in any case; empty if there is none. */
  public static Optional<Check> find(String code) {
    String wanted = code.strip().toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(each -> each.code.equals(wanted)).findFirst();
  }

  /** All codes, in their order. */
  public static List<String> codes() {
    return Stream.of(values()).map(Check::code).toList();
  }
}
