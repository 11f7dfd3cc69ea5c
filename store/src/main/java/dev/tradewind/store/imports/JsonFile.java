package dev.tradewind.store.imports;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the first list of arrays or objects in a JSON file as rows, wherever it is nested. Numbers
 * are taken as they are written. Memory is bounded by the columns.
 */
final class JsonFile {
  private static final int SAMPLE = 1024;
  private static final int MAX_CELLS = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(1 << 16)
                  .maxNumberLength(100)
                  .maxNameLength(1 << 10)
                  .build())
          .build();

  private final ByteSource source;
  private final ImportOptions options;
  private final ImportListener listener;
  private final List<String> notes;
  private final RejectionLog rejections = new RejectionLog();
  private final RowBatch whole = new RowBatch(1024);
  private long rowsRead;
  private @Nullable List<String> names;
  private @Nullable JsonToken shapeOfRows;
  private final Map<String, Integer> indexOf = new HashMap<>();

  JsonFile(ByteSource source, ImportOptions options, ImportListener listener, List<String> notes) {
    this.source = source;
    this.options = options;
    this.listener = listener;
    this.notes = notes;
  }

  ParsedFile read(InputStream in, RowPlanner planner) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      findRows(parser);
      return rows(parser, planner);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new UnreadableFileException(
          source.name() + " is not well-formed JSON" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Goes to the first row of the first list of rows. */
  private void findRows(JsonParser parser) {
    JsonToken before = null;
    JsonToken token = parser.nextToken();
    while (token != null) {
      boolean row = token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT;
      if (before == JsonToken.START_ARRAY && row) {
        return;
      }
      before = token;
      token = parser.nextToken();
    }
    throw new UnreadableFileException(
        source.name()
            + " holds no list of candles, trades or quotes (arrays or objects in an array)");
  }

  private ParsedFile rows(JsonParser parser, RowPlanner planner) {
    List<List<String>> sample = new ArrayList<>();
    boolean more = true;
    while (more && sample.size() < SAMPLE) {
      sample.add(row(parser));
      more = hasRow(parser);
    }
    ColumnRoles roles = roles(sample.getFirst());
    RowPlan plan = planner.plan(roles, sample, ',', notes);
    long[] times = planner.times(plan, sample);
    TimeGrid grid = TimeGrid.of(source.name(), times, roles, options, notes);
    RowDecoder decoder = new RowDecoder(plan);
    for (List<String> cells : sample) {
      decode(decoder, cells);
    }
    while (more) {
      decode(decoder, row(parser));
      more = hasRow(parser);
    }
    RowKind kind = roles.kind();
    SeriesAssembler assembler =
        new SeriesAssembler(
            source.name(),
            options.instrument(),
            grid,
            kind == RowKind.BARS ? whole.size : 1024,
            rejections);
    Assembly.Target target = new Assembly.Target(kind, kind.json, grid, assembler, rejections);
    return Assembly.finish(whole, CsvFile.descending(times), target, rowsRead, notes);
  }

  private ColumnRoles roles(List<String> first) {
    List<String> keys = names;
    Optional<ColumnRoles> roles =
        keys == null ? ColumnRoles.byPosition(first) : ColumnRoles.byNames(keys);
    if (roles.isEmpty()) {
      throw new UnreadableFileException(
          source.name()
              + ": no prices found in the first element of the list ("
              + (keys == null ? "an array of " + first.size() : "an object of " + keys)
              + "); expected time, open, high, low and close, or time, price and quantity, or objects of"
              + " time, bid and ask");
    }
    if (keys == null) {
      notes.add("elements are arrays: columns are taken by position");
    }
    return roles.get();
  }

  private void decode(RowDecoder decoder, List<String> cells) {
    rowsRead++;
    int element = Math.toIntExact(rowsRead);
    try {
      decoder.decode(cells);
      whole.add(decoder, element, 0);
    } catch (RowProblem problem) {
      rejections.add(element, problem.reason(), String.join(",", cells));
    }
    SeriesAssembler.checkSize(source.name(), whole.size);
    if (rowsRead % 4096 == 0 && !listener.onProgress(source.position(), source.size())) {
      throw new ImportCancelledException(source.position(), source.size());
    }
  }

  /** Goes to the next element of the list; {@code false} at its end. */
  private static boolean hasRow(JsonParser parser) {
    JsonToken token = parser.nextToken();
    return token != null && token != JsonToken.END_ARRAY;
  }

  /** The cells of an element; one of another shape than the first has a single cell. */
  private List<String> row(JsonParser parser) {
    JsonToken token = parser.currentToken();
    JsonToken shape = shapeOfRows;
    if (shape == null) {
      shape = token;
      shapeOfRows = token;
    }
    if (token != shape) {
      String text = token == JsonToken.VALUE_NULL ? "null" : parser.getString();
      parser.skipChildren();
      return List.of(text);
    }
    return token == JsonToken.START_ARRAY ? array(parser) : object(parser);
  }

  private List<String> array(JsonParser parser) {
    List<String> cells = new ArrayList<>(8);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      cells.add(cell(parser));
      if (cells.size() > MAX_CELLS) {
        throw new UnreadableFileException(
            source.name() + ": an element of the JSON list has more than 64 values");
      }
    }
    return cells;
  }

  private List<String> object(JsonParser parser) {
    List<String> known = names;
    boolean first = known == null;
    if (known == null) {
      known = new ArrayList<>();
      names = known;
    }
    List<String> cells = new ArrayList<>(known.size());
    for (int i = 0; i < known.size(); i++) {
      cells.add("");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      String cell = cell(parser);
      Integer at = indexOf.get(name);
      if (at != null) {
        cells.set(at, cell);
      } else if (first && known.size() < MAX_CELLS) {
        indexOf.put(name, known.size());
        known.add(name);
        cells.add(cell);
      }
    }
    return cells;
  }

  private static String cell(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
      parser.skipChildren();
      return "";
    }
    return token == JsonToken.VALUE_NULL ? "" : parser.getString().strip();
  }
}
