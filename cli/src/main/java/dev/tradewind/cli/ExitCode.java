package dev.tradewind.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, for scripts. The numbers are stable. */
enum ExitCode {
  OK(0, "Done."),
  FAILURE(1, "An unexpected failure, or a check of doctor or verify that did not pass."),
  USAGE(
      2,
      "The command line is wrong: an unknown verb, option, strategy or parameter, or a value out of bounds."),
  REFUSED(3, "The input cannot be used: unreadable, or refused by the import's rules."),
  CONFLICT(
      4,
      "What is stored disagrees with what was offered, or a file is in the way; --replace decides."),
  NOT_FOUND(5, "There is no such file, series, instrument or run."),
  UNAVAILABLE(6, "The platform or the store cannot be reached, or refuses to serve."),
  INTERRUPTED(130, "Interrupted or cancelled.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }

  /** For the footer of {@code tradewind --help}. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode each : values()) {
      table.put(Integer.toString(each.code), each.meaning);
    }
    return table;
  }
}
