package dev.tradewind.store.imports;

import dev.tradewind.store.duckdb.ParquetFiles;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Parquet file of bars. The only class here that leads to native code; it is loaded when a
 * Parquet file is read.
 */
final class ParquetFile {
  private static final String[] PRICES = {"open", "high", "low", "close"};
  private final ImportOptions options;
  private final String name;
  private final ColumnRoles roles;
  private final ParquetFiles.Column time;
  private final RejectionLog rejections = new RejectionLog();
  private final RowBatch whole = new RowBatch(1024);
  private long rowsRead;
  private TimeStyle.@Nullable Numeric unit;

  private ParquetFile(
      ImportOptions options, String name, ColumnRoles roles, ParquetFiles.Column time) {
    this.options = options;
    this.name = name;
    this.roles = roles;
    this.time = time;
  }

  static ParsedFile read(
      Path file, ImportOptions options, ImportListener listener, List<String> notes) {
    String name = FileNames.of(file);
    try {
      List<ParquetFiles.Column> columns = ParquetFiles.columns(file);
      List<String> names = columns.stream().map(ParquetFiles.Column::name).toList();
      Optional<ColumnRoles> roles = ColumnRoles.byNames(names);
      if (roles.isEmpty() || !(roles.get().columns() instanceof Columns.Bars bars)) {
        throw new UnreadableFileException(
            name + ": no columns time, open, high, low and close among " + names);
      }
      ParquetFiles.Column time = columns.get(roles.get().time());
      if (options.zone() != null
          && !options.zone().normalized().equals(ZoneOffset.UTC)
          && !time.type().equals("TIMESTAMP WITH TIME ZONE")) {
        throw new UnreadableFileException(
            name + ": times of Parquet files are read as UTC; leave the zone out");
      }
      return new ParquetFile(options, name, roles.get(), time).rows(file, bars, listener, notes);
    } catch (SQLException e) {
      throw new UnreadableFileException(
          name + " is a damaged or unsupported Parquet file: " + firstLine(e, file, name), e);
    }
  }

  private static String firstLine(SQLException e, Path file, String name) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.replace(file.toAbsolutePath().normalize().toString(), name);
  }

  private ParsedFile rows(Path file, Columns.Bars bars, ImportListener listener, List<String> notes)
      throws SQLException {
    List<String> numbers = new ArrayList<>();
    for (int column : bars.prices()) {
      numbers.add(roles.name(column));
    }
    if (bars.volume() >= 0) {
      numbers.add(roles.name(bars.volume()));
    }
    ParquetFiles.read(
        file,
        time,
        numbers,
        (at, values) -> {
          add(at, values);
          if (rowsRead % 65_536 == 0 && !listener.onProgress(rowsRead, Long.MAX_VALUE)) {
            throw new ImportCancelledException(rowsRead, Long.MAX_VALUE);
          }
          return true;
        });
    if (rowsRead == 0) {
      throw new UnreadableFileException(name + " has columns but no rows");
    }
    long[] times = java.util.Arrays.copyOf(whole.times, Math.min(whole.size, 4096));
    TimeGrid grid = TimeGrid.of(name, times, roles, options, notes);
    SeriesAssembler assembler =
        new SeriesAssembler(name, options.instrument(), grid, whole.size, rejections);
    Assembly.Target target =
        new Assembly.Target(RowKind.BARS, Format.PARQUET, grid, assembler, rejections);
    return Assembly.finish(whole, CsvFile.descending(times), target, rowsRead, notes);
  }

  private void add(@Nullable Long at, @Nullable Double[] values) {
    rowsRead++;
    SeriesAssembler.checkSize(name, whole.size);
    try {
      whole.ensureRoom();
      for (int f = 0; f < PRICES.length; f++) {
        Double price = values[f];
        if (price == null || !(Math.abs(price) <= NumberStyle.MAX)) {
          throw new RowProblem("no usable number in column " + PRICES[f] + ": " + price);
        }
        whole.values[f][whole.size] = price;
      }
      Double volume = values.length > 4 ? values[4] : null;
      if (volume != null && (volume < 0 || volume > NumberStyle.MAX)) {
        throw new RowProblem("volume must be >= 0 and at most 1e300, was " + volume);
      }
      whole.values[4][whole.size] = volume == null ? Double.NaN : volume;
      whole.times[whole.size] = micros(at);
      whole.lines[whole.size] = Math.toIntExact(rowsRead);
      whole.size++;
    } catch (RowProblem problem) {
      rejections.add(rowsRead, problem.reason(), at + " " + java.util.Arrays.toString(values));
    }
  }

  private long micros(@Nullable Long at) throws RowProblem {
    if (at == null) {
      throw new RowProblem("no time in column " + time.name());
    }
    if (time.type().startsWith("TIMESTAMP") || time.type().equals("DATE")) {
      return at;
    }
    TimeStyle.Numeric numeric = unit;
    if (numeric == null) {
      numeric = TimeStyle.Numeric.of(String.valueOf(Math.abs(at)));
      unit = numeric;
    }
    return new TimeStyle(numeric, null, ZoneOffset.UTC).parse(String.valueOf(at), time.name());
  }
}
