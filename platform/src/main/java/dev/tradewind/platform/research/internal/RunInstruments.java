package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Suggestion;
import java.util.List;

/** Names the instruments of a run in questions about it. */
final class RunInstruments {
  private RunInstruments() {}

  /**
   * The place of an instrument in its run.
   *
   * @throws ProblemException if the run has no such instrument
   */
  static int index(String instrument, List<String> ids) {
    int index = ids.indexOf(instrument);
    if (index < 0) {
      throw ProblemException.field(
          "instrument", instrument, Suggestion.unknown("instrument", instrument, ids));
    }
    return index;
  }
}
