package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.operations.JobKind;
import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.operations.Jobs;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes imports out of files that have been taken in. */
@Component
class Imports {
  private final ImportTable table;
  private final Instruments instruments;
  private final Uploads uploads;
  private final Jobs jobs;
  private final Clock clock;

  Imports(
      ImportTable table,
      Instruments instruments,
      Uploads uploads,
      Jobs jobs,
      PlatformSettings settings) {
    this.table = table;
    this.instruments = instruments;
    this.uploads = uploads;
    this.jobs = jobs;
    this.clock = settings.clock();
  }

  /**
   * Where a file came from.
   *
   * @param fileName for people
   * @param upload name under which it is kept
   * @param attribution sentence its owner asks to be shown
   * @param demo whether it is part of the demonstration data
   */
  record Source(String fileName, String upload, @Nullable String attribution, boolean demo) {}

  /** Ends the request with all that is wrong with it. */
  void check(ImportRequest request) {
    Problems problems = new Problems();
    if (request.keepsTrades()) {
      request.checkTrades(instruments.find(request.instrument()).isPresent(), problems);
      problems.throwIfAny();
    }
    Optional<Instrument> instrument =
        instruments.resolve(request.instrument(), request.fields(), problems);
    instrument.ifPresent(found -> request.options(found, clock.instant(), problems));
    problems.throwIfAny();
  }

  @Transactional
  ImportTable.Row create(ImportRequest request, Source source) {
    ImportTable.Row row =
        new ImportTable.Row(
            UUID.randomUUID(),
            source.fileName(),
            source.upload(),
            request.instrument(),
            request.timeframe(),
            request,
            request.replaces(),
            source.attribution(),
            source.demo(),
            JobStatus.QUEUED,
            null,
            null,
            null,
            clock.instant(),
            null);
    table.insert(row);
    jobs.submit(JobKind.IMPORT, row.id(), title(row));
    return row;
  }

  private static String title(ImportTable.Row row) {
    String what = row.options().keepsTrades() ? " as trades of " : " as ";
    return "Import " + row.fileName() + what + row.instrument();
  }

  /** Runs an import that met a conflict again, now replacing. */
  @Transactional
  ImportTable.Row replace(UUID id) {
    ImportTable.Row row =
        table.find(id).orElseThrow(() -> ProblemException.notFound("there is no such import"));
    if (row.status() != JobStatus.CONFLICT) {
      throw ProblemException.conflict(
          "only an import that met a conflict can replace; this one is " + row.status());
    }
    if (!uploads.exists(row.upload())) {
      throw ProblemException.conflict("the uploaded file is gone; upload it again with replace");
    }
    table.replaceNext(id);
    jobs.submit(JobKind.IMPORT, id, title(row));
    return table.find(id).orElseThrow();
  }
}
