package dev.tradewind.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what is stored with the hashes that were noted at its import. */
final class HashChecks {
  private final List<String> names;
  private final Table table;
  private final List<Json> items = new ArrayList<>();
  private boolean isIntact = true;

  /** Of things that are named by one of the document's texts, or by several. */
  HashChecks(String... names) {
    this.names = List.of(names);
    List<String> head = new ArrayList<>(this.names);
    head.addAll(List.of("intact", "noted", "actual"));
    table = Table.of(head.toArray(String[]::new));
  }

  /** Adds one, with the hash of what there is now. */
  void add(Json document, String actual) {
    String noted = document.text("dataHash");
    boolean same = noted.equals(actual);
    isIntact &= same;
    List<String> row = new ArrayList<>();
    Map<String, Json> item = new LinkedHashMap<>();
    for (String name : names) {
      row.add(document.text(name));
      item.put(name, Json.ofText(document.text(name)));
    }
    row.addAll(List.of(same ? "yes" : "NO", noted, actual));
    item.put("intact", Json.bool(same));
    item.put("noted", Json.ofText(noted));
    item.put("actual", Json.ofText(actual));
    table.row(row);
    items.add(Json.object(item));
  }

  /** Prints them, and answers with the code for it. */
  ExitCode print(ReportingVerb verb, String what) throws IOException {
    verb.write(table, Json.array(items));
    if (!isIntact) {
      verb.session()
          .err()
          .println("tradewind: stored " + what + " changed since they were imported");
    }
    return isIntact ? ExitCode.OK : ExitCode.FAILURE;
  }
}
