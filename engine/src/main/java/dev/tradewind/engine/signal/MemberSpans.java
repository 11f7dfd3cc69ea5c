package dev.tradewind.engine.signal;

import java.util.List;

/**
 * When an instrument belongs to a list; entries count only then, by the moment they are known.
 *
 * @param spans in any order
 */
public record MemberSpans(List<Window> spans) {
  /** It always belongs. */
  public static final MemberSpans ALWAYS = new MemberSpans(List.of(Window.ALL));

  /** Copies. */
  public MemberSpans {
    spans = List.copyOf(spans);
  }

  /** Whether it belongs at a moment. */
  public boolean contains(long micros) {
    for (Window each : spans) {
      if (each.contains(micros)) {
        return true;
      }
    }
    return false;
  }
}
