package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.feature.FeatureDefinition;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.platform.marketdata.MarketData;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.store.FeatureFrame;
import dev.tradewind.store.FeatureInfo;
import dev.tradewind.store.FeatureKey;
import dev.tradewind.store.FeatureQuery;
import dev.tradewind.store.FeatureStore;
import dev.tradewind.store.FeatureVersion;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.StoreException;
import dev.tradewind.store.export.FeatureExport;
import dev.tradewind.store.export.FrameOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes features to files that are kept until somebody deletes the export, or {@link Tidying}. */
@Component
final class Exports implements JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final ExportTable table;
  private final Definitions definitions;
  private final FeatureStore store;
  private final MarketData market;
  private final ExportedLabels labels;
  private final Path folder;

  Exports(
      ExportTable table,
      Definitions definitions,
      FeatureStore store,
      MarketData market,
      ExportedLabels labels,
      PlatformSettings settings) {
    this.table = table;
    this.definitions = definitions;
    this.store = store;
    this.market = market;
    this.labels = labels;
    this.folder = settings.home().exports();
  }

  @Override
  public JobKind kind() {
    return JobKind.FEATURE_EXPORT;
  }

  /** The file of an export; it exists once the export is done. */
  Path file(ExportTable.Row row) {
    return folder.resolve(row.id() + row.request().format().suffix());
  }

  /** Removes an export that has ended with its file; {@code false} if it has not ended. */
  boolean delete(ExportTable.Row row) {
    if (!table.delete(row.id())) {
      return false;
    }
    try {
      Files.deleteIfExists(file(row));
    } catch (IOException e) {
      LOG.warn("the file of export {} stays: {}", row.id(), e.getMessage());
    }
    return true;
  }

  /** Removes files that belong to no export, which a crash may have left. */
  int deleteStrays() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Optional<UUID> id = idIn(each);
        if (id.isPresent() && table.runs().find(id.get()).isEmpty()) {
          Files.deleteIfExists(each);
          deleted++;
        }
      }
    } catch (IOException e) {
      LOG.warn("files of exports cannot be tidied: {}", e.getMessage());
    }
    return deleted;
  }

  private static Optional<UUID> idIn(Path file) {
    Matcher name = ID.matcher(String.valueOf(file.getFileName()));
    return name.lookingAt() ? Optional.of(UUID.fromString(name.group())) : Optional.empty();
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<ExportTable.Row> found = table.runs().find(run.subjectId());
    if (found.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the export was deleted");
    }
    ExportTable.Row row = found.get();
    try {
      return run.progress(0, "reading") ? write(row, run) : cancelled();
    } catch (StoreException e) {
      LOG.error("export {} cannot read", row.id(), e);
      return JobOutcome.of(JobStatus.FAILED, "the feature store failed: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      LOG.error("export {} cannot be written", row.id(), e);
      return JobOutcome.of(JobStatus.FAILED, "the file cannot be written; the log has the details");
    }
  }

  private static JobOutcome cancelled() {
    return JobOutcome.of(JobStatus.CANCELLED, "cancelled; there is no file");
  }

  private JobOutcome write(ExportTable.Row row, JobRun run) throws IOException {
    ExportTable.Request request = row.request();
    List<FeatureDefinition> columns = new ArrayList<>();
    for (FeatureVersion feature : request.features()) {
      Optional<Definition> definition = definitions.find(feature.name(), feature.version());
      Optional<FeatureInfo> built =
          store.info(new FeatureKey(request.instrument(), request.timeframe(), feature));
      if (definition.isEmpty() || built.isEmpty()) {
        return JobOutcome.of(JobStatus.FAILED, feature + " is not built for these bars");
      }
      columns.add(definition.get().engine());
    }
    columns.addAll(labels.definitions(request.wantedLabels()));
    Optional<BarSeries> labelled = Optional.empty();
    FeatureFrame frame = read(request);
    try {
      if (!request.wantedLabels().texts().isEmpty()) {
        BarSeries bars =
            labels
                .bars(request.instrument(), request.timeframe(), request.asOfInstant())
                .orElseThrow(() -> new IllegalArgumentException("the bars were deleted"));
        frame = labels.join(frame, request.wantedLabels(), bars, request.asOfInstant());
        labelled = Optional.of(bars);
      }
    } catch (IllegalArgumentException e) {
      return JobOutcome.of(JobStatus.FAILED, "the labels cannot be made: " + e.getMessage());
    }
    if (!run.progress(0.5, "writing " + frame.rows() + " rows")) {
      return cancelled();
    }
    Path file = file(row);
    Path manifest =
        FeatureExport.write(
            frame,
            new FrameOrigin(
                request.instrument(),
                request.timeframe(),
                columns,
                inputs(request, labelled),
                request.asOfInstant()),
            request.format(),
            file);
    String text = Files.readString(manifest);
    Files.delete(manifest);
    long bytes = Files.size(file);
    return new JobOutcome(
        JobStatus.DONE,
        frame.rows() + " rows, " + bytes + " bytes",
        () -> table.result(row.id(), text, bytes));
  }

  private FeatureFrame read(ExportTable.Request request) {
    return store.read(
        new FeatureQuery(
            request.instrument(),
            request.timeframe(),
            request.features(),
            request.fromMicros(),
            request.toMicros(),
            request.asOfInstant(),
            request.filled()));
  }

  /**
   * The base's content hash, what each column was computed from, and as of an instant the hash of
   * the bars that the labels were made of.
   */
  private Map<String, String> inputs(ExportTable.Request request, Optional<BarSeries> labelled) {
    Map<String, String> hashes = new TreeMap<>();
    for (SeriesInfo info : market.catalogue()) {
      if (info.instrument().id().equals(request.instrument())
          && info.timeframe().equals(request.timeframe())) {
        String series = info.instrument().id() + " " + info.timeframe();
        hashes.put(series, info.contentHash());
        request
            .asOfInstant()
            .ifPresent(
                instant ->
                    labelled.ifPresent(
                        bars -> hashes.put(series + " as of " + instant, bars.contentHash())));
      }
    }
    for (FeatureVersion feature : request.features()) {
      store
          .info(new FeatureKey(request.instrument(), request.timeframe(), feature))
          .ifPresent(info -> hashes.put("inputs of " + feature, info.watermark().inputHash()));
    }
    return hashes;
  }

  @Override
  public void statusChanged(Job job) {
    table.runs().status(job);
  }
}
