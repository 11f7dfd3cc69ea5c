package dev.tradewind.store;

import org.jspecify.annotations.Nullable;

/**
 * Where the bars of a series came from, kept beside them.
 *
 * @param name a file name or a provider
 * @param attribution the sentence its owner asks to be shown, or {@code null}
 */
public record SeriesSource(String name, @Nullable String attribution) {
  /** A source without an attribution. */
  public static SeriesSource of(String name) {
    return new SeriesSource(name, null);
  }
}
