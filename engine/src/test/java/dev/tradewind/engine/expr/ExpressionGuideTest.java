package dev.tradewind.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide tells what there is, and all that it shows runs. */
class ExpressionGuideTest {
  private static final Path GUIDE = Path.of("../docs/concepts/expressions.md");
  private static final Pattern BLOCK = Pattern.compile("```tradewind\n(.*?)```", Pattern.DOTALL);
  private static final int BARS = 6_000;
  private static final Instrument COIN = instrument("COIN");
  private static final Instrument SPY = instrument("SPY");
  private static final BarSeries COINS = bars(COIN, 20_261);
  private static final BarSeries SPIES = bars(SPY, 20_262);

  private static Instrument instrument(String id) {
    return new Instrument(
        id,
        AssetClass.CRYPTO,
        "USD",
        new BigDecimal("0.01"),
        BigDecimal.ONE,
        TradingCalendar.ROUND_THE_CLOCK);
  }

  /** Hours of a random walk from 2024-01-01 on. */
  private static BarSeries bars(Instrument instrument, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries.Builder builder = BarSeries.builder(instrument, Timeframe.parse("1h"), BARS);
    double price = 100;
    for (int i = 0; i < BARS; i++) {
      double open = price;
      price *= 1 + (random.nextDouble() - 0.5) * 0.02;
      double high = Math.max(open, price) * (1 + random.nextDouble() * 0.003);
      double low = Math.min(open, price) * (1 - random.nextDouble() * 0.003);
      builder.append(
          1_704_067_200_000_000L + i * 3_600_000_000L,
          open,
          high,
          low,
          price,
          random.nextInt(1, 99));
    }
    return builder.build();
  }

  @Test
  void theGuideListsEveryFunctionAndNoOther() throws IOException {
    String guide = Files.readString(GUIDE);
    assertThat(guide).contains(ExpressionGuide.MARKER);
    int end = guide.indexOf(ExpressionGuide.MARKER) + ExpressionGuide.MARKER.length();
    if (Boolean.getBoolean("guide.write")) {
      Files.writeString(GUIDE, guide.substring(0, end) + ExpressionGuide.reference());
      return;
    }
    assertThat(guide.substring(end))
        .as("run this test with -Dguide.write=true")
        .isEqualTo(ExpressionGuide.reference());
  }

  static Stream<FunctionDefinition> functions() {
    return FunctionRegistry.standard().all().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionIsDocumentedAndItsExampleRuns(FunctionDefinition function) {
    assertThat(function.description()).as("description").endsWith(".");
    assertThat(function.source()).as("source").isNotBlank();
    assertThat(function.family()).as("family").matches("[A-Z][a-z, -]+");
    function
        .parameters()
        .forEach(each -> assertThat(each.description()).as(each.name()).endsWith("."));
    double[] values = computed(ExpressionScope.standard(), function.example());
    assertThat(Arrays.stream(values).filter(Double::isFinite).count())
        .as("defined values of %s", function.example())
        .isPositive();
    FunctionSheet sheet = FunctionSheet.of(function, FunctionRegistry.standard());
    double[] alone = computed(ExpressionScope.standard(), sheet.call());
    int first = 0;
    while (first < alone.length && Double.isNaN(alone[first])) {
      first++;
    }
    assertThat(first).as("first value of %s", sheet.call()).isGreaterThanOrEqualTo(sheet.warmUp());
  }

  private static double[] computed(ExpressionScope scope, String text) {
    CheckResult result = ExpressionChecker.in(scope).check(text);
    assertThat(result).as(text).isInstanceOf(CheckResult.Checked.class);
    CheckedExpression checked = ((CheckResult.Checked) result).checked();
    ProgramScope base = ProgramScope.of(COIN, COINS.timeframe());
    ProgramScope both =
        new ProgramScope(
            COIN,
            COINS.timeframe(),
            base.timeframes(),
            id -> id.equals("SPY") ? Optional.of(SPY) : Optional.empty(),
            base.calendars());
    return ProgramCompiler.compile(List.of(checked), both)
        .batch(new ProgramData(COINS, Map.of("SPY", SPIES), Map.of()))[0];
  }

  @Test
  void everyExpressionOfTheGuideRuns() throws IOException {
    ExpressionScope scope =
        ExpressionScope.standard()
            .withSaved(
                SavedExpressions.of(
                    Map.of(
                        "trend",
                        ((ParseResult.Parsed) ExpressionParser.parse("ema(close, 21)@4h"))
                            .expression())))
            .withParameters(
                List.of(
                    new ExpressionParameter("fast", ExpressionParameter.Type.INTEGER, 2, 50, 1, 9),
                    new ExpressionParameter(
                        "slow", ExpressionParameter.Type.INTEGER, 10, 200, 5, 21)),
                Map.of());
    Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
    int shown = 0;
    while (blocks.find()) {
      for (String line : blocks.group(1).lines().filter(each -> !each.isBlank()).toList()) {
        assertThat(Arrays.stream(computed(scope, line)).filter(Double::isFinite).count())
            .as("defined values of %s", line)
            .isPositive();
        shown++;
      }
    }
    assertThat(shown).isGreaterThan(10);
  }
}
