package dev.tradewind.store.imports;

import dev.tradewind.engine.time.Timeframe;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to know about an imported file.
 *
 * @param source the file's name, without its folder
 * @param format what kind of file it is
 * @param timeframe the length of the bars; {@code null} where trades or quotes were read as such
 * @param timeframeInferred whether the timeframe was found in the rows instead of given
 * @param rowsRead rows that hold data: not the header, not blank lines
 * @param accepted bars in the series; of a trade file, trades that were kept or aggregated; of a
 *     file of quotes that was read as such, quotes
 * @param rejections the first {@value #MAX_REJECTIONS} rejected rows, in order of line
 * @param rejectedCount all rejected rows
 * @param flags what looks wrong but was kept, one entry a kind
 * @param notes what was inferred and decided, in words
 * @param refusal why the file must not be used, with what to do; empty if it may
 */
public record ImportReport(
    String source,
    Format format,
    @Nullable Timeframe timeframe,
    boolean timeframeInferred,
    long rowsRead,
    long accepted,
    List<RowRejection> rejections,
    long rejectedCount,
    List<QualityFlag> flags,
    List<String> notes,
    Optional<String> refusal) {
  /** How many rejections are listed. */
  public static final int MAX_REJECTIONS = 1000;

  /** Copies the lists. */
  public ImportReport {
    rejections = List.copyOf(rejections);
    flags = List.copyOf(flags);
    notes = List.copyOf(notes);
  }

  /** Whether what was read must not be stored or used. */
  public boolean refused() {
    return refusal.isPresent();
  }
}
