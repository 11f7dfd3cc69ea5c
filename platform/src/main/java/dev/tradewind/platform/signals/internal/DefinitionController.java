package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.SignalRule;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Lists, shows, adds, edits, switches and removes signal definitions. */
@RestController("signalDefinitionController")
@RequestMapping("/api/v1/signal-definitions")
class DefinitionController {
  private static final String PATH = "/api/v1/signal-definitions";

  private final Definitions definitions;
  private final DefinitionTable table;
  private final StateTable states;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  DefinitionController(
      Definitions definitions,
      DefinitionTable table,
      StateTable states,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.definitions = definitions;
    this.table = table;
    this.states = states;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /**
   * One version of a signal definition; {@code problem} says why nothing can be made of it, {@code
   * columns} whose values its signals keep.
   */
  record SignalDefinitionView(
      String name,
      int version,
      String timeframe,
      String entry,
      String exit,
      String shortEntry,
      String shortExit,
      String strength,
      List<Definition.SignalParameter> parameters,
      List<String> instruments,
      @Nullable String scanner,
      String description,
      List<String> columns,
      boolean seeded,
      boolean active,
      boolean inUse,
      Instant createdAt,
      @Nullable String problem) {
    static SignalDefinitionView of(Definition row, Meaning meaning) {
      SignalRule rule = row.rule();
      return new SignalDefinitionView(
          row.name(),
          row.version(),
          row.timeframe(),
          rule.entry(),
          rule.exit(),
          rule.shortEntry(),
          rule.shortExit(),
          rule.strength(),
          row.parameters(),
          row.instruments(),
          row.scanner(),
          row.description(),
          row.columns().isEmpty() && row.inUse() ? meaning.columns() : row.columns(),
          row.seeded(),
          row.active(),
          row.inUse(),
          row.createdAt(),
          row.inUse() ? meaning.problem() : null);
    }
  }

  /**
   * Where the signals of a version on an instrument stand; {@code dirtyFrom} is the first bar whose
   * signals have to be made again, null if none has.
   */
  record SignalStateView(
      String instrument,
      String timeframe,
      long entries,
      long exits,
      long open,
      long bars,
      @Nullable Instant lastBar,
      boolean dirty,
      @Nullable Instant dirtyFrom,
      @Nullable Instant generatedAt) {
    static SignalStateView of(StateTable.Counted counted) {
      StateTable.Row row = counted.row();
      Long dirty = row.dirtyFrom();
      Long last = row.lastBar();
      return new SignalStateView(
          row.instrument(),
          row.timeframe(),
          counted.entries(),
          counted.exits(),
          counted.open(),
          row.bars(),
          last == null ? null : Times.ofMicros(last),
          dirty != null,
          dirty == null || dirty == Long.MIN_VALUE ? null : Times.ofMicros(dirty),
          row.generatedAt());
    }
  }

  /** A definition with the numbers of all its versions, newest first, and where it stands. */
  record SignalDefinitionDetail(
      SignalDefinitionView definition, List<Integer> versions, List<SignalStateView> states) {}

  private SignalDefinitionView view(Definition row) {
    return SignalDefinitionView.of(row, definitions.meaning(row));
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<SignalDefinitionView> signalDefinitions(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String q) {
    int size = Cursor.limit(limit);
    Cursor after = Cursor.decode(cursor);
    String wanted = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
    List<Definition> found = table.inUse().stream().filter(each -> matches(each, wanted)).toList();
    List<Definition> rest =
        found.stream()
            .filter(each -> after == null || each.name().compareTo(after.id()) > 0)
            .toList();
    List<Definition> shown = rest.subList(0, Math.min(size, rest.size()));
    return new Page<>(
        shown.stream().map(this::view).toList(),
        rest.size() > size ? new Cursor(0, shown.getLast().name()).encode() : null,
        found.size());
  }

  private static boolean matches(Definition row, String wanted) {
    return (row.name() + "\n" + row.rule() + "\n" + row.description())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<SignalDefinitionView> createSignalDefinition(
      @RequestBody DefinitionRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return idempotency.created(
        key,
        json.writeValueAsString(request),
        PATH,
        SignalDefinitionView.class,
        () -> {
          Definition added = definitions.add(request);
          audit.note("signal.create", added.name());
          return new Idempotency.Created<>(added.name(), view(added));
        });
  }

  @GetMapping("/{name}")
  @Allow(Allow.To.READERS)
  SignalDefinitionDetail signalDefinition(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
    // Read once: an edit of what it names may add a version at any moment.
    List<Definition> all = table.versions(name);
    Definition row = DefinitionTable.find(all, version).orElseThrow(Definitions::unknown);
    return new SignalDefinitionDetail(
        view(row),
        all.stream().map(Definition::version).toList(),
        states.ofDefinition(name, row.version()).stream().map(SignalStateView::of).toList());
  }

  @PutMapping("/{name}")
  @Allow(Allow.To.WRITERS)
  SignalDefinitionView editSignalDefinition(
      @PathVariable String name, @RequestBody DefinitionRequest request) {
    Definition edited = definitions.edit(name, request);
    audit.note("signal.edit", name + " version " + edited.version());
    return view(edited);
  }

  @PostMapping("/{name}/activate")
  @Allow(Allow.To.WRITERS)
  SignalDefinitionView activateSignalDefinition(@PathVariable String name) {
    Definition row = definitions.active(name, true);
    audit.note("signal.activate", name);
    return view(row);
  }

  @PostMapping("/{name}/deactivate")
  @Allow(Allow.To.WRITERS)
  SignalDefinitionView deactivateSignalDefinition(@PathVariable String name) {
    Definition row = definitions.active(name, false);
    audit.note("signal.deactivate", name);
    return view(row);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteSignalDefinition(@PathVariable String name) {
    definitions.remove(name);
    audit.note("signal.delete", name);
  }
}
