package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.TradeHash;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.robustness.FeatureHash;
import dev.tradewind.engine.robustness.Subject;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.RoundTrip;
import dev.tradewind.platform.research.internal.Verification.Compared;
import dev.tradewind.platform.research.internal.Verification.Outcome;
import dev.tradewind.platform.research.internal.Verification.VerifiedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Repeats stored runs and compares hashes; where a hash is counted anew, what it was made of. */
@Component
final class Verifier {
  private final RunSubjects subjects;
  private final ResultTable results;
  private final AnalysisTable analyses;

  Verifier(RunSubjects subjects, ResultTable results, AnalysisTable analyses) {
    this.subjects = subjects;
    this.results = results;
    this.analyses = analyses;
  }

  /**
   * What came out.
   *
   * @param features of the repeated run, to be kept with it where none are; {@code null} if it was
   *     not repeated
   */
  record Verified(Verification verification, @Nullable FeatureHash features) {}

  Verified verify(BacktestTable.Row row, AnalysisRequest.Mode mode, SimulationListener listener) {
    ResultDocument document =
        results
            .document(row.id())
            .orElseThrow(() -> new IllegalStateException("a finished backtest has a result"));
    List<VerifiedItem> items = new ArrayList<>();
    items.add(
        item(
            "engine",
            document.run().engineVersion(),
            EngineVersion.CURRENT,
            "another version of the engine made this run"));
    for (ResultDocument.Input input : document.inputs()) {
      compare(input, subjects.series(input.id(), row.request()), items);
    }
    if (document.marketTrades() != null) {
      for (ResultDocument.Traded traded : document.marketTrades()) {
        items.add(compare(traded, subjects.trades(traded.instrument(), row.request())));
      }
    }
    RunSubjects.Prepared prepared = subjects.of(row.request());
    FeatureHash features = null;
    switch (prepared) {
      case RunSubjects.Prepared.Missing(List<String> reasons) ->
          items.add(
              new VerifiedItem(
                  "strategy",
                  Compared.CHANGED,
                  row.request().strategy(),
                  null,
                  String.join("; ", reasons)));
      case RunSubjects.Prepared.Ready(Subject subject, var strategy) -> {
        items.add(item("strategy", row.request().strategy(), strategy.id(), "its text is another"));
        String code = row.request().inputs().codeHash();
        if (code != null) {
          items.add(
              item(
                  "code",
                  code,
                  strategy.codeHash().orElse("none"),
                  "its code is from another jar"));
        }
        if (mode != AnalysisRequest.Mode.TRUST) {
          features = repeat(row, document, subject, listener, items);
        }
      }
    }
    return new Verified(
        judge(mode, items, prepared instanceof RunSubjects.Prepared.Ready), features);
  }

  private static VerifiedItem item(String key, String then, String now, String detail) {
    boolean same = then.equals(now);
    return new VerifiedItem(
        key, same ? Compared.SAME : Compared.CHANGED, then, now, same ? "" : detail);
  }

  private static void compare(
      ResultDocument.Input input, Optional<BarSeries> stored, List<VerifiedItem> items) {
    if (stored.isEmpty()) {
      items.add(
          new VerifiedItem(
              "data." + input.id(),
              Compared.CHANGED,
              input.dataHash(),
              null,
              "there are no bars of it any more"));
      return;
    }
    BarSeries bars = stored.get();
    String size =
        input.bars() == bars.size()
            ? "the same number of bars with other values"
            : bars.size() + " bars instead of " + input.bars();
    items.add(item("data." + input.id(), input.dataHash(), bars.contentHash(), size));
    Instrument now = bars.instrument();
    List<String> changed = new ArrayList<>();
    Map<String, String> then = new HashMap<>();
    then.put("currency", input.currency());
    then.put("tick size", input.tickSize());
    then.put("lot size", input.lotSize());
    then.put("calendar", input.calendar());
    Map<String, String> current =
        Map.of(
            "currency", now.currency(),
            "tick size", ResultDocument.plain(now.tickSize()),
            "lot size", ResultDocument.plain(now.lotSize()),
            "calendar", now.calendar().code());
    for (String field : List.of("currency", "tick size", "lot size", "calendar")) {
      if (!Objects.equals(then.get(field), current.get(field))) {
        changed.add(field + " " + then.get(field) + " is now " + current.get(field));
      }
    }
    items.add(
        new VerifiedItem(
            "instrument." + input.id(),
            changed.isEmpty() ? Compared.SAME : Compared.CHANGED,
            null,
            null,
            String.join(", ", changed)));
  }

  private static VerifiedItem compare(ResultDocument.Traded traded, List<TradeTick> stored) {
    String key = "trades." + traded.instrument();
    if (stored.isEmpty()) {
      return new VerifiedItem(
          key,
          Compared.CHANGED,
          traded.hash(),
          null,
          "there are no trades of it in the span any more");
    }
    String size =
        traded.count() == stored.size()
            ? "the same number of trades with other values"
            : stored.size() + " trades instead of " + traded.count();
    return item(key, traded.hash(), TradeHash.of(stored), size);
  }

  private FeatureHash repeat(
      BacktestTable.Row row,
      ResultDocument document,
      Subject subject,
      SimulationListener listener,
      List<VerifiedItem> items) {
    SimulationResult result = subject.run((done, total) -> listener.onProgress(done, 2 * total));
    items.add(
        item(
            "data",
            document.run().dataHash(),
            result.dataHash(),
            "of all that the run reads, with splits, dividends, rates, finer bars or trades,"
                + " signals and the benchmark"));
    FeatureHash features =
        FeatureHash.of(subject, (done, total) -> listener.onProgress(total + done, 2 * total));
    items.add(config(document, result, items));
    items.add(features(analyses.features(row.id()), features));
    items.add(result(row, document, result));
    return features;
  }

  /** What goes into the hash is also kept in words; a hash that is counted anew differs alone. */
  private static VerifiedItem config(
      ResultDocument document, SimulationResult result, List<VerifiedItem> items) {
    String then = document.run().configHash();
    String now = result.configHash();
    if (then.equals(now)) {
      return new VerifiedItem("config", Compared.SAME, then, now, "");
    }
    List<String> changed = new ArrayList<>();
    ResultDocument.Config config = document.config();
    note(changed, "cash", config.cash(), ResultDocument.plain(result.config().initialCash()));
    note(changed, "feeBps", config.feeBps(), ResultDocument.plain(result.config().feeBps()));
    note(
        changed,
        "slippageBps",
        config.slippageBps(),
        ResultDocument.plain(result.config().slippageBps()));
    note(
        changed,
        "riskFreeRate",
        Double.toString(config.riskFreeRate()),
        Double.toString(result.config().riskFreeRate()));
    note(changed, "seed", Long.toString(config.seed()), Long.toString(result.config().seed()));
    for (VerifiedItem item : items) {
      boolean part = item.key().startsWith("instrument.") || item.key().equals("strategy");
      if (part && item.compared() == Compared.CHANGED) {
        changed.add(item.key());
      }
    }
    return changed.isEmpty()
        ? new VerifiedItem(
            "config",
            Compared.SAME,
            then,
            now,
            "the same values; the hash is counted differently since then")
        : new VerifiedItem("config", Compared.CHANGED, then, now, String.join(", ", changed));
  }

  private static void note(List<String> changed, String field, String then, String now) {
    if (!then.equals(now)) {
      changed.add(field + " " + then + " is now " + now);
    }
  }

  private static VerifiedItem features(Optional<FeatureHash> kept, FeatureHash now) {
    if (kept.isEmpty()) {
      return new VerifiedItem(
          "features",
          Compared.UNKNOWN,
          null,
          now.hash(),
          "not kept with this run; kept from now on");
    }
    List<String> changed = new ArrayList<>();
    for (FeatureHash.Feature feature : kept.get().features()) {
      if (!now.features().contains(feature)) {
        changed.add(feature.expression() + " of " + feature.instrument());
      }
    }
    return item("features", kept.get().hash(), now.hash(), String.join(", ", changed));
  }

  private VerifiedItem result(
      BacktestTable.Row row, ResultDocument document, SimulationResult result) {
    String then = document.run().resultHash();
    String now = result.resultHash();
    if (then.equals(now)) {
      return new VerifiedItem("result", Compared.SAME, then, now, "");
    }
    String difference = difference(row, result);
    return difference == null
        ? new VerifiedItem(
            "result",
            Compared.SAME,
            then,
            now,
            "the same equity and round trips; the hash is counted differently since then")
        : new VerifiedItem("result", Compared.CHANGED, then, now, difference);
  }

  /** The first thing that differs of what is kept; {@code null} if nothing does. */
  private @Nullable String difference(BacktestTable.Row row, SimulationResult result) {
    Curve kept =
        results
            .curve(row.id())
            .orElseThrow(() -> new IllegalStateException("a finished backtest has a curve"));
    if (kept.size() != result.equitySize()) {
      return result.equitySize() + " points of equity instead of " + kept.size();
    }
    for (int i = 0; i < kept.size(); i++) {
      if (kept.time(i) != result.equityTime(i) || kept.value(i) != result.equity(i)) {
        return "equity at point " + i + " was " + kept.value(i) + " and is " + result.equity(i);
      }
    }
    List<RoundTrip> trips =
        results.trips(row.id(), "true", Map.of(), "ORDER BY n").stream()
            .map(ResultTable.Numbered::trip)
            .toList();
    return trips.equals(result.roundTrips())
        ? null
        : result.roundTrips().size() + " round trips that differ from the kept " + trips.size();
  }

  private static Verification judge(
      AnalysisRequest.Mode mode, List<VerifiedItem> items, boolean repeatable) {
    List<String> inputs = new ArrayList<>();
    boolean engine = false;
    boolean resultChanged = false;
    for (VerifiedItem item : items) {
      if (item.compared() == Compared.CHANGED) {
        if (item.isInput()) {
          inputs.add(
              item.detail().isEmpty() ? item.key() : item.key() + " (" + item.detail() + ")");
        }
        engine |= item.key().equals("engine");
        resultChanged |= item.key().equals("result");
      }
    }
    Outcome outcome =
        !repeatable
            ? Outcome.NOT_REPEATABLE
            : !inputs.isEmpty()
                ? Outcome.INPUT_CHANGED
                : resultChanged
                    ? Outcome.RESULT_CHANGED
                    : mode == AnalysisRequest.Mode.TRUST ? Outcome.NOT_REPEATED : Outcome.SAME;
    boolean passed =
        switch (mode) {
          case STRICT -> outcome == Outcome.SAME && !engine;
          case WARN -> outcome != Outcome.RESULT_CHANGED;
          case TRUST -> outcome == Outcome.NOT_REPEATED;
        };
    String changed = String.join("; ", inputs);
    String sentence =
        switch (outcome) {
          case SAME -> "The same inputs give the same result.";
          case INPUT_CHANGED ->
              "Changed since the run: "
                  + changed
                  + (resultChanged ? ". The result changed with it." : ".");
          case RESULT_CHANGED -> "The inputs are the same, but the result is not.";
          case NOT_REPEATABLE -> "The run cannot be repeated: " + changed + ".";
          case NOT_REPEATED -> "The inputs are the same; the run was not repeated.";
        };
    return new Verification(mode, passed, outcome, sentence, List.copyOf(items));
  }
}
