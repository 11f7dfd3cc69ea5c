package dev.tradewind.store.demo;

import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.imports.BarFileReader;
import dev.tradewind.store.imports.ImportListener;
import dev.tradewind.store.imports.ImportOptions;
import dev.tradewind.store.imports.ImportResult;
import java.nio.file.Path;

/**
 * One series of the demo data. Used by the platform at its first start and by the command line.
 *
 * @param id a short name, unique in the catalogue
 * @param title what it is, for people
 * @param resource class path resource of the file, relative to the root
 * @param options how the file is imported
 * @param attribution the sentence to show wherever the data is shown
 * @param licence the licence of the package that the file is taken from
 */
public record DemoDataset(
    String id,
    String title,
    String resource,
    ImportOptions options,
    String attribution,
    String licence) {
  /** Imports a copy of the file as a user's file is imported. */
  public ImportResult read(Path copy) {
    return BarFileReader.read(copy, options, ImportListener.NONE);
  }

  /** The resource's name without its folder. */
  public String fileName() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  /** What the store notes beside the bars. */
  public SeriesSource source() {
    return new SeriesSource(fileName(), attribution);
  }
}
