package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.robustness.Check;
import dev.tradewind.engine.robustness.Settings;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to examine of a run; what is left out has the documented default.
 *
 * @param checks codes; all if absent or empty
 * @param maxDecisions look-ahead: all decisions are examined up to so many
 * @param tolerance warm-up: relative difference up to which values agree
 * @param starts number of other first bars
 * @param paths number of resampled price paths
 * @param blockBars mean length of the blocks that are resampled
 * @param steps how many steps each parameter is moved
 * @param pairs whether two parameters are also moved together
 * @param seed of everything random
 */
record AnalysisRequest(
    @Nullable List<String> checks,
    @Nullable Integer maxDecisions,
    @Nullable Double tolerance,
    @Nullable Integer starts,
    @Nullable Integer paths,
    @Nullable Integer blockBars,
    @Nullable Integer steps,
    @Nullable Boolean pairs,
    @Nullable Long seed) {

  /** How strictly a repeated run is compared. */
  enum Mode {
    /** Every difference fails, also one of the engine's version. */
    STRICT,
    /** Differences are told; only another result of the same inputs fails. */
    WARN,
    /** The run is not repeated: its inputs are compared, its result is taken as it is. */
    TRUST
  }

  /**
   * A request in which everything was found to be right: checks, or a verification.
   *
   * @param checks in their order; empty for a verification
   * @param settings of the checks
   * @param mode of a verification; {@code null} for checks
   */
  record Checked(List<Check> checks, Settings settings, @Nullable Mode mode) {}

  Checked check() {
    Problems problems = new Problems();
    List<Check> wanted = new ArrayList<>();
    for (String code : checks == null ? List.<String>of() : checks) {
      Check check = Check.find(code).orElse(null);
      if (check == null) {
        problems.add("checks", code, Suggestion.unknown("check", code, Check.codes()));
      } else if (!wanted.contains(check)) {
        wanted.add(check);
      }
    }
    Settings standard = Settings.DEFAULT;
    Settings settings =
        problems.attempt(
            "settings",
            null,
            standard,
            () ->
                new Settings(
                    maxDecisions == null ? standard.maxDecisions() : maxDecisions,
                    tolerance == null ? standard.tolerance() : tolerance,
                    starts == null ? standard.starts() : starts,
                    paths == null ? standard.paths() : paths,
                    blockBars == null ? standard.blockBars() : blockBars,
                    steps == null ? standard.steps() : steps,
                    pairs == null ? standard.pairs() : pairs,
                    seed == null ? standard.seed() : seed));
    problems.throwIfAny();
    return new Checked(
        wanted.isEmpty() ? List.of(Check.values()) : List.copyOf(wanted), settings, null);
  }

  static Checked verification(@Nullable String text) {
    Problems problems = new Problems();
    Mode mode =
        problems.attempt(
            "mode",
            text,
            Mode.STRICT,
            () -> {
              try {
                return text == null ? Mode.STRICT : Mode.valueOf(text.toUpperCase(Locale.ROOT));
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "mode must be strict, warn or trust, was " + text, e);
              }
            });
    problems.throwIfAny();
    return new Checked(List.of(), Settings.DEFAULT, mode);
  }
}
