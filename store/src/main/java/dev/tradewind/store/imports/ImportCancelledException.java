package dev.tradewind.store.imports;

/** The listener of an import asked it to stop. There is no partial result. */
public final class ImportCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names how far the import had come. */
  public ImportCancelledException(long doneBytes, long totalBytes) {
    super("import cancelled after " + doneBytes + " of " + totalBytes + " bytes");
  }
}
