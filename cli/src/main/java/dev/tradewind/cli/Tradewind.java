package dev.tradewind.cli;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.optimize.StudyCancelledException;
import dev.tradewind.engine.simulation.SimulationCancelledException;
import dev.tradewind.store.StoreException;
import dev.tradewind.store.imports.ImportCancelledException;
import dev.tradewind.store.imports.UnreadableFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the tree of verbs, and what happens to their failures. */
@Command(
    name = "tradewind",
    version = "tradewind " + EngineVersion.CURRENT,
    description = "From raw prices to a back-test you can trust, on your own machine.")
final class Tradewind implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  boolean version;

  @Spec CommandSpec spec;

  /** Reading a verb's options takes time, so a command line gets those verbs only that it needs. */
  private static final Map<String, Supplier<Object>> VERBS = verbs();

  private final Session session;

  private Tradewind(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  private static Map<String, Supplier<Object>> verbs() {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("data", DataVerbs::new);
    verbs.put("backtest", BacktestVerbs::new);
    verbs.put("lookahead", RobustnessVerbs.LookAheadGroup::new);
    verbs.put("recursion", RobustnessVerbs.RecursionGroup::new);
    verbs.put("optimize", OptimizeVerbs::new);
    verbs.put("study", StudyVerbs::new);
    verbs.put("walkforward", WalkForwardVerbs::new);
    verbs.put("strategy", StrategyVerbs::new);
    verbs.put("expr", ExprVerbs::new);
    verbs.put("features", FeatureVerbs::new);
    verbs.put("signal", SignalVerbs::new);
    verbs.put("scanner", ScannerVerbs::new);
    verbs.put("timeframes", TimeframeVerbs::new);
    verbs.put("calendars", CalendarVerbs::new);
    verbs.put("doctor", DoctorCommand::new);
    verbs.put("completion", CompletionCommand::new);
    return verbs;
  }

  /** Runs one command line and returns its exit code. */
  static int execute(Session session, String... args) {
    String first = args.length == 0 ? "" : args[0];
    CommandLine line = root(session);
    if (VERBS.containsKey(first) && !"completion".equals(first)) {
      line.addSubcommand(VERBS.get(first).get());
    } else if (!"--version".equals(first) && !"-V".equals(first)) {
      VERBS.values().forEach(each -> line.addSubcommand(each.get()));
    }
    return configured(line, session).execute(args);
  }

  /** The whole tree, ready to run. */
  static CommandLine commandLine(Session session) {
    CommandLine line = root(session);
    VERBS.values().forEach(each -> line.addSubcommand(each.get()));
    return configured(line, session);
  }

  private static CommandLine root(Session session) {
    return new CommandLine(new Tradewind(session));
  }

  /** Settings reach those verbs only that are there already. */
  private static CommandLine configured(CommandLine line, Session session) {
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.registerConverter(BigDecimal.class, Tradewind::decimal);
    line.setOut(new PrintWriter(session.out()));
    line.setErr(session.err());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(session.colours() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.table())
        .footer(
            "",
            "State lives in $TRADEWIND_HOME (default ./data). While the platform runs there, the",
            "verbs on stored data speak to it. TRADEWIND_DEBUG=1 prints the cause of a failure.");
    line.setParameterExceptionHandler((e, args) -> onWrongUsage(session, e, args));
    line.setExecutionExceptionHandler((e, command, parsed) -> onFailure(session, e));
    return line;
  }

  private static BigDecimal decimal(String text) {
    try {
      return Arguments.number("it", text);
    } catch (CliException e) {
      throw new TypeConversionException("'" + Table.shown(text) + "' is not a number");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a verb is missing: " + String.join(", ", verbs(spec)));
  }

  static List<String> verbs(CommandSpec spec) {
    return spec.subcommands().values().stream().map(CommandLine::getCommandName).toList();
  }

  private static int onWrongUsage(Session session, ParameterException failure, String[] args) {
    ParameterException e = unknownOption(failure, args);
    CommandLine command = e.getCommandLine();
    PrintWriter err = session.err();
    err.println("tradewind: " + usageMessage(e));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    trace(session, e);
    return ExitCode.USAGE.code();
  }

  private static String usageMessage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      return first.startsWith("-")
          ? "unknown option '" + Table.shown(first.split("=", 2)[0]) + "'"
          : "unexpected argument '" + Table.shown(first) + "'";
    }
    return firstLine(String.valueOf(e.getMessage()));
  }

  /** A misspelt option is the cause when the right one is missing, so it is what to tell. */
  private static ParameterException unknownOption(ParameterException failure, String[] args) {
    if (failure instanceof MissingParameterException) {
      CommandLine command = failure.getCommandLine();
      for (String arg : args) {
        String name = arg.split("=", 2)[0];
        if (name.startsWith("--") && !command.getCommandSpec().optionsMap().containsKey(name)) {
          return new UnmatchedArgumentException(command, List.of(arg));
        }
      }
    }
    return failure;
  }

  private static int onFailure(Session session, Exception e) {
    if (e instanceof IOException && "Broken pipe".equals(e.getMessage())) {
      // Whoever read our output has seen enough (`| head`).
      return ExitCode.FAILURE.code();
    }
    ExitCode code = classify(e);
    session.err().println("tradewind: " + message(e));
    trace(session, e);
    return code.code();
  }

  private static ExitCode classify(Exception e) {
    return switch (e) {
      case CliException known -> known.exitCode();
      case ParameterException usage -> ExitCode.USAGE;
      case UnreadableFileException unreadable -> ExitCode.REFUSED;
      case NoSuchFileException missing -> ExitCode.NOT_FOUND;
      case FileNotFoundException missing -> ExitCode.NOT_FOUND;
      case StoreException store ->
          store.advice() == StoreException.Advice.GIVE_UP ? ExitCode.FAILURE : ExitCode.UNAVAILABLE;
      case SimulationCancelledException cancelled -> ExitCode.INTERRUPTED;
      case StudyCancelledException cancelled -> ExitCode.INTERRUPTED;
      case ImportCancelledException cancelled -> ExitCode.INTERRUPTED;
      case InterruptedException interrupted -> ExitCode.INTERRUPTED;
      default -> ExitCode.FAILURE;
    };
  }

  private static String message(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file: " + missing.getFile();
      case CliException known -> Objects.requireNonNullElse(known.getMessage(), "failed");
      case UnreadableFileException u -> Objects.requireNonNullElse(u.getMessage(), "unreadable");
      default -> {
        String text = e.getMessage();
        yield text == null || text.isBlank()
            ? "unexpected " + e.getClass().getSimpleName() + " (TRADEWIND_DEBUG=1 shows where)"
            : firstLine(text);
      }
    };
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }

  private static void trace(Session session, Exception e) {
    if (session.debugs()) {
      e.printStackTrace(session.err());
    }
    session.err().flush();
  }
}
