package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import dev.tradewind.engine.market.quality.BarQuality;
import dev.tradewind.engine.market.quality.QualityFinding;
import dev.tradewind.engine.market.quality.QualityKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a file of prices into a series. Used by the command line and the platform, and by the
 * platform's demo data. Stateless; safe to use from several threads.
 */
public final class BarFileReader {
  private static final int HEAD = 256 << 10;
  private static final double MAX_REJECTED = 0.01;

  private BarFileReader() {}

  /**
   * Reads a file. CSV, JSON and Parquet, plain or gzip, are told apart by their content.
   *
   * @return the accepted rows and the report; the report may say that they must not be used
   * @throws UnreadableFileException if there is nothing in the file that could be a row
   * @throws ImportCancelledException if the listener says so
   */
  public static ImportResult read(Path file, ImportOptions options, ImportListener listener) {
    return read(file, options, listener, CsvFile.Tuning.standard());
  }

  static ImportResult read(
      Path file, ImportOptions options, ImportListener listener, CsvFile.Tuning tuning) {
    List<String> notes = new ArrayList<>();
    ParsedFile parsed = parse(file, options, listener, tuning, notes);
    return result(FileNames.of(file), options, parsed, notes);
  }

  /** The rows of a file, put in order, without a judgement of them. */
  static ParsedFile parse(
      Path file, ImportOptions options, ImportListener listener, List<String> notes) {
    return parse(file, options, listener, CsvFile.Tuning.standard(), notes);
  }

  private static ParsedFile parse(
      Path file,
      ImportOptions options,
      ImportListener listener,
      CsvFile.Tuning tuning,
      List<String> notes) {
    String name = FileNames.of(file);
    try (ByteSource source = ByteSource.open(file)) {
      byte[] head = new byte[HEAD];
      int length = source.fill(head, 0, HEAD);
      boolean all = length < HEAD;
      return switch (FileKind.of(name, head, length)) {
        case TEXT ->
            new CsvFile(source, options, listener, tuning, notes)
                .read(head, length, all, planner(file, name, options));
        case JSON ->
            new JsonFile(source, options, listener, notes)
                .read(source.asStream(head, length), planner(file, name, options));
        case PARQUET -> ParquetFile.read(file, options, listener, notes);
      };
    }
  }

  private static RowPlanner planner(Path file, String name, ImportOptions options) {
    return new RowPlanner(name, options, (plan, probe) -> observeAll(file, plan, probe));
  }

  /** Shows every time of a text file to a probe that needs more than the first rows. */
  private static void observeAll(Path file, RowPlan plan, DateOrderProbe probe) {
    try (ByteSource source = ByteSource.open(file)) {
      TimeColumn.observe(source, plan, probe);
    }
  }

  private static ImportResult result(
      String name, ImportOptions options, ParsedFile parsed, List<String> notes) {
    SeriesAssembler assembler = parsed.assembler();
    BarSeries series = assembler.build();
    List<QualityFlag> flags = flags(series, assembler, options);
    long rejected = parsed.rejections().count();
    TimeGrid grid = parsed.grid();
    List<TradeTick> trades = parsed.trades();
    boolean aggregated = parsed.kind() == RowKind.TRADES;
    if (aggregated) {
      notes.add(
          trades.size()
              + " trades make "
              + series.size()
              + " bars of "
              + grid.timeframe()
              + "; an interval without trades has no bar, and the first and last bar may be"
              + " incomplete");
    }
    notes.addAll(BarQuality.notes(series));
    ImportReport report =
        new ImportReport(
            name,
            parsed.format(),
            grid.timeframe(),
            grid.inferred(),
            parsed.rowsRead(),
            aggregated ? trades.size() : series.size(),
            parsed.rejections().sorted(),
            rejected,
            flags,
            notes,
            noBars(parsed.kind())
                .or(() -> refusal(options, parsed, rejected, series.size()))
                .or(() -> mistakenColumns(flags, series.size())));
    return new ImportResult(series, report, trades);
  }

  private static List<QualityFlag> flags(
      BarSeries series, SeriesAssembler assembler, ImportOptions options) {
    List<QualityFlag> flags = new ArrayList<>();
    if (assembler.duplicates() > 0) {
      flags.add(
          new QualityFlag(
              QualityKind.DUPLICATE, assembler.duplicates(), assembler.duplicateExamples()));
    }
    List<QualityFinding> findings = new ArrayList<>(BarQuality.check(series));
    if (options.asOf() != null) {
      BarQuality.future(series, Times.micros(options.asOf())).ifPresent(findings::add);
    }
    for (QualityFinding finding : findings) {
      List<QualityFlag.Example> examples = new ArrayList<>();
      for (QualityFinding.Example example : finding.examples()) {
        examples.add(
            new QualityFlag.Example(
                assembler.line(example.bar()), series.openTime(example.bar()), example.detail()));
      }
      flags.add(new QualityFlag(finding.kind(), finding.count(), examples));
    }
    return flags;
  }

  private static Optional<String> noBars(RowKind kind) {
    return kind == RowKind.QUOTES ? Optional.of(kind.insteadOf(RowKind.BARS)) : Optional.empty();
  }

  /** Columns in another order than assumed make nearly every bar impossible. */
  private static Optional<String> mistakenColumns(List<QualityFlag> flags, long accepted) {
    long impossible =
        flags.stream()
            .filter(
                flag ->
                    flag.kind() == QualityKind.HIGH_BELOW_LOW
                        || flag.kind() == QualityKind.OUTSIDE_RANGE)
            .mapToLong(QualityFlag::count)
            .sum();
    return impossible * 2 > accepted && accepted >= 10
        ? Optional.of(
            impossible
                + " of "
                + accepted
                + " bars have a high below the low, or an open or close outside them: the columns"
                + " are probably in another order; give the file a header that names them")
        : Optional.empty();
  }

  /** What there is to say about a file of trades or quotes. */
  static ImportReport momentsReport(
      Path file, ImportOptions options, RowKind wanted, ParsedFile parsed, List<String> notes) {
    RejectionLog rejections = parsed.rejections();
    int accepted = wanted == RowKind.TRADES ? parsed.trades().size() : parsed.quotes().size();
    return new ImportReport(
        FileNames.of(file),
        parsed.format(),
        null,
        false,
        parsed.rowsRead(),
        accepted,
        rejections.sorted(),
        rejections.count(),
        List.of(),
        notes,
        parsed.kind() == wanted
            ? refusal(options, parsed, rejections.count(), accepted)
            : Optional.of(parsed.kind().insteadOf(wanted)));
  }

  /** Why a file must not be used, as far as its rows tell. */
  private static Optional<String> refusal(
      ImportOptions options, ParsedFile parsed, long rejected, long accepted) {
    String first =
        rejected == 0
            ? ""
            : "; the first is line "
                + parsed.rejections().sorted().getFirst().line()
                + ": "
                + parsed.rejections().sorted().getFirst().reason();
    if (accepted == 0) {
      return Optional.of("none of " + parsed.rowsRead() + " rows can be used" + first);
    }
    if (rejected > parsed.rowsRead() * MAX_REJECTED) {
      return Optional.of(
          String.format(
                  Locale.ROOT,
                  "%d of %d rows (%.1f %%) are rejected, more than %.0f %%",
                  rejected,
                  parsed.rowsRead(),
                  100.0 * rejected / parsed.rowsRead(),
                  100 * MAX_REJECTED)
              + first);
    }
    if (options.strict() && rejected > 0) {
      return Optional.of(
          rejected
              + (rejected == 1 ? " row is" : " rows are")
              + " rejected and strict is set"
              + first);
    }
    return parsed.grid().conflict();
  }
}
