package dev.tradewind.cli;

import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.expr.SavedExpressions;
import dev.tradewind.engine.time.CalendarScheme;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.engine.time.TimeframeUnit;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.talib.TaLibFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What expressions given to the command line may name. */
final class ExpressionNames {
  private static final String TALIB = "talib_";

  private ExpressionNames() {}

  /**
   * All functions, the timeframes of the running platform or else those that every installation
   * has, and the platform's saved features.
   *
   * @param text what is to be read: TA-Lib is loaded and the platform asked only for what it names
   */
  static ExpressionScope of(Session session, String text) throws IOException, InterruptedException {
    Map<String, String> features = namesFeature(text) ? features(session) : Map.of();
    String read = text + " " + String.join(" ", features.values());
    ExpressionScope all =
        read.contains(TALIB)
            ? ExpressionScope.standard().withRegistry(TaLibFunctions.withEngine())
            : ExpressionScope.standard();
    ExpressionScope named = features.isEmpty() ? all : all.withSaved(saved(features));
    return read.indexOf('@') < 0 ? named : named.withTimeframes(timeframes(session));
  }

  /** Whether a text is an expression with a word that is neither a field nor a function. */
  private static boolean namesFeature(String text) {
    return ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed
        && names(parsed.expression());
  }

  private static boolean names(Expression expression) {
    return expression instanceof Expression.Name
        || expression.children().stream().anyMatch(ExpressionNames::names);
  }

  /** By name, the expressions of the running platform's features. */
  private static Map<String, String> features(Session session)
      throws IOException, InterruptedException {
    Map<String, String> features = new TreeMap<>();
    Optional<PlatformClient> platform = PlatformClient.find(session);
    if (platform.isPresent()) {
      for (Json row : platform.get().all("/features", Map.of("limit", "200"))) {
        features.put(row.text("name"), row.text("expression"));
      }
    }
    return features;
  }

  /** One that cannot be read is left out. */
  private static SavedExpressions saved(Map<String, String> features) {
    Map<String, Expression> definitions = new TreeMap<>();
    features.forEach(
        (name, text) -> {
          if (ExpressionParser.parse(text) instanceof ParseResult.Parsed parsed) {
            definitions.put(name, parsed.expression());
          }
        });
    return SavedExpressions.of(definitions);
  }

  /** The same where only unchecked failures can pass. */
  static ExpressionScope unchecked(Session session, String text) {
    try {
      return of(session, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExpressionScope.standard();
    }
  }

  private static List<TimeframeDefinition> timeframes(Session session)
      throws IOException, InterruptedException {
    Optional<PlatformClient> platform = PlatformClient.find(session);
    return platform.isPresent()
        ? platform.get().all("/timeframes", Map.of()).stream()
            .map(ExpressionNames::definition)
            .toList()
        : Timeframes.seeded();
  }

  private static TimeframeDefinition definition(Json row) {
    return new TimeframeDefinition(
        row.text("code"),
        CalendarScheme.valueOf(row.text("calendarScheme")),
        TimeframeUnit.valueOf(row.text("unit")),
        Math.toIntExact(row.get("count").asLong()),
        Double.parseDouble(row.get("nominalDays").display()),
        Double.parseDouble(row.get("minDays").display()),
        Double.parseDouble(row.get("maxDays").display()),
        row.get("canonical").isTrue(),
        row.get("partialFirst").isTrue(),
        row.get("partialLast").isTrue());
  }
}
