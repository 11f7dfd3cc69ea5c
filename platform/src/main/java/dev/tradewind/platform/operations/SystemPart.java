package dev.tradewind.platform.operations;

import java.util.Map;

/** A part of the platform that tells about itself on the system page. */
public interface SystemPart {
  /** Its name, for example {@code bar store}. */
  String name();

  /** Facts in the order in which they are shown; no secrets. */
  Map<String, String> facts();
}
