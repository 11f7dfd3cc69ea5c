package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.marketdata.SeriesImported;
import dev.tradewind.platform.operations.Job;
import dev.tradewind.platform.operations.JobHandler;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobOutcome;
import dev.tradewind.platform.operations.JobRun;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.StoreException;
import dev.tradewind.store.TradesOutcome;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.WriteOutcome;
import dev.tradewind.store.imports.BarFileReader;
import dev.tradewind.store.imports.CalendarInference;
import dev.tradewind.store.imports.ImportCancelledException;
import dev.tradewind.store.imports.ImportListener;
import dev.tradewind.store.imports.ImportOptions;
import dev.tradewind.store.imports.ImportResult;
import dev.tradewind.store.imports.TradeFileReader;
import dev.tradewind.store.imports.UnreadableFileException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads a file into the bar store. Writing the same bars again changes nothing, so an import that
 * was cut off is simply run again.
 */
@Component
final class ImportHandler implements JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ImportHandler.class);

  /** How much of the progress bar belongs to reading; the rest is writing. */
  private static final double READING = 0.85;

  private final ImportTable table;
  private final Instruments instruments;
  private final Uploads uploads;
  private final Market market;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final Timer timer;

  ImportHandler(
      ImportTable table,
      Instruments instruments,
      Uploads uploads,
      Market market,
      PlatformSettings settings,
      ApplicationEventPublisher events,
      MeterRegistry meters) {
    this.table = table;
    this.instruments = instruments;
    this.uploads = uploads;
    this.market = market;
    this.clock = settings.clock();
    this.events = events;
    this.timer =
        Timer.builder("tradewind.import")
            .description("Time to read a file and write its bars")
            .register(meters);
  }

  @Override
  public JobKind kind() {
    return JobKind.IMPORT;
  }

  @Override
  public JobOutcome run(JobRun run) {
    Optional<ImportTable.Row> row = table.find(run.subjectId());
    if (row.isEmpty()) {
      return JobOutcome.of(JobStatus.FAILED, "the import was deleted");
    }
    if (!uploads.exists(row.get().upload())) {
      return JobOutcome.of(JobStatus.INTERRUPTED, "the uploaded file is gone; upload it again");
    }
    Timer.Sample sample = Timer.start();
    try {
      return read(row.get(), run);
    } catch (ImportCancelledException e) {
      return JobOutcome.of(JobStatus.CANCELLED, "cancelled; nothing was stored");
    } catch (UnreadableFileException e) {
      return JobOutcome.of(JobStatus.FAILED, named(String.valueOf(e.getMessage()), row.get()));
    } catch (StoreException e) {
      LOG.error("import {} cannot write", row.get().id(), e);
      return JobOutcome.of(JobStatus.FAILED, "the bar store failed: " + e.getMessage());
    } finally {
      sample.stop(timer);
    }
  }

  private static String named(String message, ImportTable.Row row) {
    return message.replace(row.upload(), row.fileName());
  }

  private JobOutcome read(ImportTable.Row row, JobRun run) {
    Problems problems = new Problems();
    Optional<Instrument> instrument =
        instruments.resolve(row.instrument(), row.options().fields(), problems);
    if (instrument.isEmpty()) {
      return JobOutcome.of(
          JobStatus.FAILED,
          "instrument " + row.instrument() + " was changed meanwhile; import again");
    }
    ImportOptions options = row.options().options(instrument.get(), clock.instant(), problems);
    ImportListener listener =
        (done, total) ->
            run.progress(total == 0 ? 0 : READING * done / total, "reading " + row.fileName());
    if (row.options().keepsTrades()) {
      return readTrades(row, options, listener, run);
    }
    ImportResult result = withInferredCalendar(row, options, listener);
    ReportViews.Report report = ReportViews.of(result.report(), row.fileName());
    if (report.refusal() != null) {
      return new JobOutcome(
          JobStatus.REFUSED, report.refusal(), () -> table.result(row.id(), report, null));
    }
    if (!run.progress(READING, "storing " + result.series().size() + " bars")) {
      return JobOutcome.of(JobStatus.CANCELLED, "cancelled; nothing was stored");
    }
    return write(row, result, report);
  }

  /**
   * Reads the file. Of an instrument of which nothing is known, the bars themselves tell when it
   * trades, as on the command line; gaps are judged by the calendar, so another one reads again.
   */
  private ImportResult withInferredCalendar(
      ImportTable.Row row, ImportOptions options, ImportListener listener) {
    Path file = uploads.path(row.upload());
    ImportResult result = BarFileReader.read(file, options, listener);
    if (row.options().calendar() != null || instruments.find(row.instrument()).isPresent()) {
      return result;
    }
    Instrument inferred =
        CalendarInference.apply(result.series(), CalendarInference.of(result.series()))
            .instrument();
    return inferred.equals(options.instrument())
        ? result
        : BarFileReader.read(file, options.withInstrument(inferred), listener);
  }

  private JobOutcome write(ImportTable.Row row, ImportResult result, ReportViews.Report report) {
    WriteOutcome outcome =
        market
            .store()
            .write(
                result.series(),
                row.replace() ? WriteMode.REPLACE : WriteMode.KEEP,
                new SeriesSource(row.fileName(), row.attribution()));
    return switch (outcome) {
      case WriteOutcome.Conflict conflict ->
          new JobOutcome(
              JobStatus.CONFLICT,
              conflict.count() + " stored bars disagree; nothing was changed",
              () -> table.result(row.id(), report, ReportViews.of(conflict)));
      case WriteOutcome.Written written ->
          new JobOutcome(JobStatus.DONE, summary(written), () -> imported(row, result, report));
    };
  }

  private JobOutcome readTrades(
      ImportTable.Row row, ImportOptions options, ImportListener listener, JobRun run) {
    TradeFileReader.Read read = TradeFileReader.read(uploads.path(row.upload()), options, listener);
    ReportViews.Report report = ReportViews.of(read.report(), row.fileName());
    if (report.refusal() != null) {
      return new JobOutcome(
          JobStatus.REFUSED, report.refusal(), () -> table.result(row.id(), report, null));
    }
    if (!run.progress(READING, "storing " + read.trades().size() + " trades")) {
      return JobOutcome.of(JobStatus.CANCELLED, "cancelled; nothing was stored");
    }
    TradesOutcome outcome =
        market
            .store()
            .writeTrades(
                row.instrument(),
                read.trades(),
                row.replace() ? WriteMode.REPLACE : WriteMode.KEEP,
                new SeriesSource(row.fileName(), row.attribution()));
    return switch (outcome) {
      case TradesOutcome.Conflict conflict ->
          new JobOutcome(
              JobStatus.CONFLICT,
              "stored trades disagree at " + conflict.count() + " moments; nothing was changed",
              () -> table.result(row.id(), report, ReportViews.of(conflict)));
      case TradesOutcome.Written written ->
          new JobOutcome(
              JobStatus.DONE,
              written.inserted()
                  + " trades added, "
                  + written.replaced()
                  + " replaced, "
                  + written.unchanged()
                  + " unchanged",
              () -> table.result(row.id(), report, null));
    };
  }

  private static String summary(WriteOutcome.Written written) {
    return written.inserted()
        + " bars added, "
        + written.replaced()
        + " replaced, "
        + written.unchanged()
        + " unchanged";
  }

  private void imported(ImportTable.Row row, ImportResult result, ReportViews.Report report) {
    String timeframe = result.series().timeframe().code();
    instruments.ensure(result.series().instrument());
    table.result(row.id(), report, null);
    table.seriesReport(row.instrument(), timeframe, row.id(), report);
    events.publishEvent(new SeriesImported(row.instrument(), timeframe, row.demo()));
  }

  @Override
  public void statusChanged(Job job) {
    table.status(job.subjectId(), job.status(), job.message(), job.finishedAt());
    if (job.status().isFinal() && job.status() != JobStatus.CONFLICT) {
      table.find(job.subjectId()).ifPresent(row -> deleteAfterCommit(row.upload()));
    }
  }

  /** Only a committed end makes the file superfluous. */
  private void deleteAfterCommit(String upload) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            uploads.delete(upload);
          }
        });
  }
}
