package dev.tradewind.platform.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares who may call a route. A route without it is closed to everyone. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allow {
  /** Who may call. */
  To value();

  /** Kinds of callers, each including the ones after it. */
  enum To {
    /** Anyone, signed in or not. */
    ANYONE,
    /** A caller who may read. */
    READERS,
    /** A caller who may read and change. */
    WRITERS,
    /** A signed-in person, never a program. */
    PEOPLE
  }
}
