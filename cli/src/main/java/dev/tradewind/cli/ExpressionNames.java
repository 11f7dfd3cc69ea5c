package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionScope;
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

/** What expressions given to the command line may name. */
final class ExpressionNames {
  private static final String TALIB = "talib_";

  private ExpressionNames() {}

  /**
   * All functions, and the timeframes of the running platform or else those that every installation
   * has.
   *
   * @param text what is to be read: TA-Lib is loaded and the platform asked only for what it names
   */
  static ExpressionScope of(Session session, String text) throws IOException, InterruptedException {
    ExpressionScope all =
        text.contains(TALIB)
            ? ExpressionScope.standard().withRegistry(TaLibFunctions.withEngine())
            : ExpressionScope.standard();
    return text.indexOf('@') < 0 ? all : all.withTimeframes(timeframes(session));
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
