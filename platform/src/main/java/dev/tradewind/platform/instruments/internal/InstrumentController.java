package dev.tradewind.platform.instruments.internal;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.instruments.InstrumentFields;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks at and edits instruments. */
@RestController
@RequestMapping("/api/v1/instruments")
class InstrumentController {
  private static final int MAX_NAME = 120;

  private final InstrumentTable table;
  private final CalendarTable calendars;
  private final Audit audit;

  InstrumentController(InstrumentTable table, CalendarTable calendars, Audit audit) {
    this.table = table;
    this.calendars = calendars;
    this.audit = audit;
  }

  /** An instrument; steps are exact decimals. */
  record InstrumentView(
      String id,
      String name,
      AssetClass assetClass,
      String currency,
      String tickSize,
      String lotSize,
      String calendar,
      Instant updatedAt) {
    static InstrumentView of(InstrumentTable.Listed listed) {
      Instrument instrument = listed.instrument();
      return new InstrumentView(
          instrument.id(),
          listed.name(),
          instrument.assetClass(),
          instrument.currency(),
          instrument.tickSize().toPlainString(),
          instrument.lotSize().toPlainString(),
          instrument.calendar().code(),
          listed.updatedAt());
    }
  }

  /** The new state of an instrument; what is left out gets its default. */
  record InstrumentChange(
      @Nullable String name,
      @Nullable String assetClass,
      @Nullable String currency,
      @Nullable String tickSize,
      @Nullable String lotSize,
      @Nullable String calendar) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<InstrumentView> instruments() {
    return Page.whole(table.listed().stream().map(InstrumentView::of).toList());
  }

  @GetMapping("/{*id}")
  @Allow(Allow.To.READERS)
  InstrumentView instrument(@PathVariable String id) {
    return table
        .findListed(id.substring(1))
        .map(InstrumentView::of)
        .orElseThrow(() -> ProblemException.notFound("there is no such instrument"));
  }

  @PutMapping("/{*id}")
  @Allow(Allow.To.WRITERS)
  InstrumentView putInstrument(@PathVariable String id, @RequestBody InstrumentChange change) {
    String plainId = id.substring(1);
    Problems problems = new Problems();
    String name = change.name() == null ? plainId : change.name().strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      problems.add("name", name, "name must have 1 to " + MAX_NAME + " characters");
    }
    InstrumentFields fields =
        new InstrumentFields(
            change.assetClass(),
            change.currency(),
            change.tickSize(),
            change.lotSize(),
            change.calendar());
    Instrument instrument = fields.toInstrument(plainId, calendars, problems).orElse(null);
    problems.throwIfAny();
    if (instrument == null) {
      throw new IllegalStateException("an instrument without problems exists");
    }
    table.put(instrument, name);
    audit.note("instrument.put", plainId);
    return table.findListed(plainId).map(InstrumentView::of).orElseThrow();
  }
}
