package dev.tradewind.store.imports;

/** Follows a long import and can stop it. Called from the thread that reads. */
@FunctionalInterface
public interface ImportListener {
  /** Follows nothing and never stops. */
  ImportListener NONE = (done, total) -> true;

  /**
   * Tells how far the import has come and asks whether to go on.
   *
   * @param doneBytes bytes of the file worked through so far
   * @param totalBytes size of the file
   * @return whether to go on; {@code false} ends the import with an {@link
   *     ImportCancelledException}
   */
  boolean onProgress(long doneBytes, long totalBytes);
}
