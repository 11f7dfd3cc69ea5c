package dev.tradewind.engine.signal;

import dev.tradewind.engine.expr.ProgramData;
import java.util.ArrayList;
import java.util.List;

/**
 * The signals of one definition on one instrument, kept up to date: bars that changed are touched,
 * and only their rows are made again. Whatever was touched in whatever order, the rows and their
 * matches are those of a generation from nothing. Used by the command line and as the reference for
 * what the platform keeps in tables. Belongs to one thread.
 */
public final class SignalBook {
  private final SignalProgram program;
  private final MemberSpans members;
  private SignalState state = SignalState.FRESH;
  private SignalRows rows;
  private List<Long> partners = List.of();

  /** An empty book. */
  public SignalBook(SignalProgram program, MemberSpans members) {
    this.program = program;
    this.members = members;
    this.rows = new SignalRows.Builder(List.of(), 0).build(program.hash());
  }

  /** Notes that bars, or what is computed on them, may be others. */
  public void touch(Window window) {
    state = state.touch(window);
  }

  /** Makes the rows of what was touched, and matches from there on. */
  public void refresh(ProgramData data) {
    if (state.dirty().isEmpty()) {
      return;
    }
    SignalRows fresh = program.batch(data, members);
    rows = rows.mended(fresh, state);
    EntryMatcher.Matches matches = new EntryMatcher(List.of()).match(rows);
    partners = new ArrayList<>(matches.partners());
    state = state.done(matches.open());
  }

  /** The rows as of the last {@link #refresh}. */
  public SignalRows rows() {
    return rows;
  }

  /**
   * Bar time of the exit that closed an entry, or of the entry that an exit closed, UTC
   * microseconds; {@link EntryMatcher#NONE} if there is none.
   */
  public long partner(int row) {
    return partners.get(row);
  }

  /** What is open and what is dirty. */
  public SignalState state() {
    return state;
  }
}
