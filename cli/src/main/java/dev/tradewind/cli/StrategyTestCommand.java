package dev.tradewind.cli;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strategy test}. */
@Command(
    name = "test",
    description = {
      "Try a strategy: simulate it with the default assumptions and print a short summary.",
      "On files, on a stored instrument while no platform runs, or on the S&P 500 from 2000 to 2020",
      "that comes with the product. Ends with exit code 1 if it never traded."
    })
final class StrategyTestCommand extends ReportingVerb {
  private static final String DEMO = "/demo/sp500-2000.csv";

  @Parameters(
      index = "0",
      paramLabel = "STRATEGY",
      description = "A document, a name from 'strategy list', or a one-line rule.")
  String strategy = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "A file of prices; may be repeated for several instruments.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      description = "A stored instrument; may be repeated.")
  List<String> instruments = new ArrayList<>();

  @Option(
      names = "--timeframe",
      paramLabel = "TF",
      description = "Length of a bar (default: inferred, or the only one stored).")
  @Nullable String timeframe;

  @Option(
      names = "--param",
      paramLabel = "NAME=NUMBER",
      description = "A parameter of the strategy; may be repeated.")
  List<String> parameters = new ArrayList<>();

  @Mixin FileOptions reading = new FileOptions();

  @Mixin InstrumentOptions describing = new InstrumentOptions();

  @Override
  ExitCode run() throws IOException, InterruptedException {
    if (!files.isEmpty() && !instruments.isEmpty()) {
      throw wrongUsage("one of --data FILE and --instrument ID may be given, not both");
    }
    StrategyDescriptor found = new StrategyNames(session()).find(strategy);
    Map<String, BigDecimal> given = Arguments.parameters(parameters);
    List<String> problems = found.problems(given);
    if (!problems.isEmpty()) {
      throw new CliException(ExitCode.USAGE, String.join("; ", problems));
    }
    List<BarSeries> series = series();
    PriceFile.requireDistinct(series);
    ExpressionScope names = ExpressionNames.of(session(), StrategyNames.texts(found));
    SimulationResult result;
    try {
      result =
          Simulator.run(
              series,
              found,
              given,
              SimulationConfig.DEFAULT,
              RunScope.STANDARD.withExpressions(names),
              SimulationListener.NONE);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
    Optional<TrialCount> trials = Trials.count(this, series, result);
    writeOne(summary(found, series, result, trials));
    result.rejections().stream()
        .map(each -> each.reason())
        .distinct()
        .limit(3)
        .forEach(each -> note("refused: " + each));
    if (result.fills().isEmpty()) {
      note("it never traded: no entry was true, or every order was refused");
      return ExitCode.FAILURE;
    }
    return ExitCode.OK;
  }

  private static Json summary(
      StrategyDescriptor found,
      List<BarSeries> series,
      SimulationResult result,
      Optional<TrialCount> trials) {
    long bars = series.stream().mapToLong(BarSeries::size).sum();
    return Json.of(
        "strategy", found.id(),
        "instruments",
            String.join(", ", series.stream().map(each -> each.instrument().id()).toList()),
        "bars", bars,
        "roundTrips", result.roundTrips().size(),
        "openPositions", result.openPositions().size(),
        "refusedOrders", result.rejections().size(),
        "totalReturn", Json.number(result.statistic("totalReturn")),
        "buyAndHoldReturn", Json.number(result.statistic("buyAndHoldReturn")),
        "sharpe", Json.number(result.statistic("sharpe")),
        "maxDrawdown", Json.number(result.statistic("maxDrawdown")),
        "trials", trials.map(each -> Json.number(each.trials())).orElse(Json.NULL),
        "deflatedSharpe", trials.map(each -> Json.number(each.deflatedSharpe())).orElse(Json.NULL),
        "resultHash", result.resultHash());
  }

  private List<BarSeries> series() throws IOException {
    List<BarSeries> series = new ArrayList<>();
    @Nullable Timeframe length = Arguments.timeframe(timeframe);
    if (!instruments.isEmpty()) {
      try (LocalMarketData data = LocalMarketData.open(session().home())) {
        for (String id : instruments) {
          series.add(stored(data, id, length));
        }
      }
    } else if (files.isEmpty()) {
      series.add(demo());
    } else {
      for (Path file : files) {
        series.add(PriceFile.read(file, length, reading, describing, Progress.NONE).series());
      }
    }
    return series;
  }

  private static BarSeries stored(LocalMarketData data, String id, @Nullable Timeframe length) {
    List<Timeframe> known = data.timeframes(id);
    Timeframe wanted = length == null && known.size() == 1 ? known.getFirst() : length;
    if (wanted == null) {
      throw known.isEmpty()
          ? DataVerbs.noSuchSeries(id, "of any timeframe")
          : new CliException(
              ExitCode.USAGE,
              "--timeframe is needed: "
                  + id
                  + " is stored as "
                  + String.join(", ", known.stream().map(Timeframe::code).toList()));
    }
    return data.read(id, wanted).orElseThrow(() -> DataVerbs.noSuchSeries(id, wanted.code()));
  }

  /** The declared data set that the pages' demonstration uses as well. */
  private BarSeries demo() throws IOException {
    note("on the demonstration's S&P 500, daily, 2000 to 2020; --data tries it on your own prices");
    Path folder = Files.createTempDirectory("tradewind-demo");
    Path file = folder.resolve("SPX.csv");
    try (InputStream in = StrategyTestCommand.class.getResourceAsStream(DEMO)) {
      if (in == null) {
        throw new CliException(
            ExitCode.NOT_FOUND, "the demonstration's data are not installed; give --data FILE");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return PriceFile.read(file, null, reading, describing, Progress.NONE).series();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
