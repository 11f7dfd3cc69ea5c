package dev.tradewind.store.imports;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides from the first rows how the cells of a file are to be read, and says what it decided. */
final class PlanSniffer {
  private static final Pattern SPREADSHEET = Pattern.compile("\\d([.,]\\d{1,6})?E\\+\\d{2}");

  private final String source;
  private final ImportOptions options;
  private final ColumnRoles roles;
  private final List<List<String>> sample;
  private final List<String> notes;

  PlanSniffer(
      String source,
      ImportOptions options,
      ColumnRoles roles,
      List<List<String>> sample,
      List<String> notes) {
    this.source = source;
    this.options = options;
    this.roles = roles;
    this.sample = sample;
    this.notes = notes;
  }

  /** The plan; its order of dates is {@code null} if the sample leaves it open. */
  RowPlan plan(char delimiter) {
    noteSpreadsheet();
    noteAdjusted();
    return new RowPlan(roles, delimiter, numbers(), times());
  }

  private NumberStyle numbers() {
    Character given = options.decimalSeparator();
    if (given != null) {
      return new NumberStyle(given);
    }
    int point = 0;
    int comma = 0;
    int open = 0;
    for (List<String> row : sample) {
      for (int column : roles.columns().prices()) {
        String cell = column < row.size() ? row.get(column) : "";
        Character decimal = decimalOf(cell);
        if (decimal == null) {
          open += cell.indexOf(',') >= 0 ? 1 : 0;
        } else if (decimal == ',') {
          comma++;
        } else {
          point++;
        }
      }
    }
    if (comma > point) {
      notes.add("decimal separator: comma");
      return new NumberStyle(',');
    }
    if (point == 0 && open > 0) {
      throw new UnreadableFileException(
          source
              + ": prices such as 1,234 can be read with thousands separators or with three"
              + " decimals; say which with the decimal separator option (. or ,)");
    }
    return new NumberStyle('.');
  }

  /** The decimal separator a price shows, or {@code null} if it leaves that open. */
  private static @Nullable Character decimalOf(String cell) {
    int lastPoint = cell.lastIndexOf('.');
    int lastComma = cell.lastIndexOf(',');
    if (lastPoint < 0 && lastComma < 0) {
      return null;
    }
    if (lastPoint >= 0 && lastComma >= 0) {
      return lastPoint > lastComma ? '.' : ',';
    }
    char separator = lastPoint >= 0 ? '.' : ',';
    if (cell.indexOf(separator) != cell.lastIndexOf(separator)) {
      return null;
    }
    int decimals = cell.length() - 1 - Math.max(lastPoint, lastComma);
    int integers = Math.max(lastPoint, lastComma);
    boolean likeThousands = decimals == 3 && integers >= 1 && integers <= 3;
    if (separator == '.') {
      return '.';
    }
    return likeThousands && cell.charAt(0) != '0' ? null : Character.valueOf(',');
  }

  private TimeStyle times() {
    ZoneId zone = options.zone() == null ? ZoneOffset.UTC : options.zone().normalized();
    TimeStyle.Numeric numeric = TimeStyle.Numeric.TEXT;
    for (List<String> row : sample) {
      String cell = roles.time() < row.size() ? row.get(roles.time()) : "";
      if (TimeStyle.isNumber(cell)) {
        numeric = TimeStyle.Numeric.of(cell);
        notes.add("times are " + numeric.description);
        break;
      }
    }
    if (numeric == TimeStyle.Numeric.TEXT || !numeric.description.startsWith("epoch")) {
      noteZone(zone);
    }
    DateOrder order = options.dateOrder();
    if (order == null) {
      DateOrderProbe probe = new DateOrderProbe();
      sample.forEach(row -> probe.observe(roles.time() < row.size() ? row.get(roles.time()) : ""));
      order = probe.decide(source);
    }
    return new TimeStyle(numeric, order, zone);
  }

  /** Says how times of day without an offset are read; dates alone leave little to say. */
  private void noteZone(ZoneId zone) {
    List<String> row = sample.getFirst();
    String cell = roles.time() < row.size() ? row.get(roles.time()) : "";
    String clock = roles.clock() >= 0 && roles.clock() < row.size() ? row.get(roles.clock()) : "";
    if (!cell.contains(":") && clock.isEmpty() && !cell.matches("\\d{8} \\d+")) {
      return;
    }
    if (cell.matches(".*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})")) {
      if (options.zone() != null) {
        notes.add("times such as " + cell + " carry their offset; the zone given is not used");
      }
    } else {
      notes.add(
          "times such as "
              + (clock.isEmpty() ? cell : cell + " " + clock)
              + " carry no offset: read as "
              + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone));
    }
  }

  private void noteSpreadsheet() {
    for (List<String> row : sample) {
      for (int c = 0; c < row.size() && c < roles.width(); c++) {
        String cell = row.get(c);
        if (cell.indexOf("E+") > 0 && SPREADSHEET.matcher(cell).matches()) {
          notes.add(
              "column "
                  + roles.name(c)
                  + " holds numbers such as "
                  + row.get(c)
                  + ": the file was saved by a spreadsheet, which rounds numbers and can rewrite"
                  + " dates; compare prices and dates with the source before you trust them");
          return;
        }
      }
    }
  }

  private void noteAdjusted() {
    List<String> adjusted = new ArrayList<>();
    boolean events = false;
    for (String name : roles.names()) {
      String key = ColumnRoles.key(name);
      if (key.startsWith("adj")) {
        adjusted.add(name);
      }
      events |= key.equals("stocksplits") || key.equals("dividends");
    }
    if (!adjusted.isEmpty()) {
      notes.add(
          "unadjusted open, high, low and close are used; not used: "
              + String.join(", ", adjusted));
    }
    if (events) {
      notes.add(
          "columns of dividends or splits are not used; prices are taken as they are written");
    }
  }
}
