package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.research.internal.StrategyViews.CheckView;
import dev.tradewind.platform.research.internal.StrategyViews.DocumentRequest;
import dev.tradewind.platform.research.internal.StrategyViews.FieldView;
import dev.tradewind.platform.research.internal.StrategyViews.Origin;
import dev.tradewind.platform.research.internal.StrategyViews.ProblemView;
import dev.tradewind.platform.research.internal.StrategyViews.RuleView;
import dev.tradewind.platform.research.internal.StrategyViews.StrategyDetail;
import dev.tradewind.platform.research.internal.StrategyViews.StrategyView;
import dev.tradewind.platform.research.internal.StrategyViews.VersionView;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.StrategyLibrary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The strategies that can be simulated, and a user's own rules with their versions. */
@RestController
@RequestMapping("/api/v1/strategies")
class StrategyController {
  private static final String PATH = "/api/v1/strategies";

  private final Strategies strategies;
  private final StrategyTable table;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  StrategyController(
      Strategies strategies,
      StrategyTable table,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.strategies = strategies;
    this.table = table;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<StrategyView> strategies() {
    Map<String, List<ProblemView>> broken = new LinkedHashMap<>();
    strategies
        .refresh()
        .forEach(
            each ->
                broken.put(each.name(), each.problems().stream().map(ProblemView::of).toList()));
    List<StrategyView> all = new ArrayList<>();
    StrategyLibrary.STANDARD.all().forEach(each -> all.add(StrategyViews.of(each)));
    strategies.plugins().forEach(jar -> all.addAll(StrategyViews.of(jar)));
    for (StrategyTable.Row row : table.newest()) {
      List<ProblemView> problems = broken.remove(row.name());
      all.add(view(row, problems == null ? List.of() : problems));
    }
    broken.forEach(
        (name, problems) ->
            all.add(new StrategyView(name, name, "", Map.of(), Origin.FILE, null, null, problems)));
    return Page.whole(all);
  }

  private StrategyView view(StrategyTable.Row row, List<ProblemView> problems) {
    Optional<StrategyDescriptor> found =
        RuleDocuments.check(row.rule(), strategies.scope()).rule().map(each -> each);
    return new StrategyView(
        row.name(),
        row.title(),
        found.map(StrategyDescriptor::description).orElse(""),
        found.map(StrategyViews::schema).orElse(Map.of()),
        row.origin() == StrategyTable.Origin.FILE ? Origin.FILE : Origin.OWN,
        row.version(),
        row.createdAt(),
        problems);
  }

  @GetMapping(path = "/schema", produces = MediaType.APPLICATION_JSON_VALUE)
  @Allow(Allow.To.READERS)
  JsonNode strategySchema() {
    return json.readTree(RuleDocuments.schema());
  }

  @GetMapping("/fields")
  @Allow(Allow.To.READERS)
  List<FieldView> strategyFields() {
    return Arrays.stream(RuleField.values()).map(FieldView::of).toList();
  }

  @PostMapping("/check")
  @Allow(Allow.To.READERS)
  CheckView checkStrategy(@RequestBody DocumentRequest request) {
    String text = request.text();
    RuleDocuments.Checked checked = RuleDocuments.check(text, strategies.scope());
    return new CheckView(
        checked.rule().isPresent(),
        text,
        checked.definition().map(RuleView::of).orElse(null),
        checked.rule().map(each -> each.definition().hash()).orElse(null),
        checked.problems().stream().map(ProblemView::of).toList());
  }

  @GetMapping("/{name}")
  @Allow(Allow.To.READERS)
  StrategyDetail strategy(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
    Optional<StrategyDescriptor> known =
        name.startsWith("enter ") ? Optional.empty() : StrategyLibrary.STANDARD.find(name);
    if (known.isPresent()) {
      return StrategyViews.shipped(known.get());
    }
    Optional<StrategyDetail> plugin =
        strategies.plugin(name).map(each -> StrategyViews.plugin(each.getKey(), each.getValue()));
    if (plugin.isPresent()) {
      return plugin.get();
    }
    List<Strategies.BrokenFile> broken = strategies.refresh();
    StrategyTable.Row row =
        (version == null ? table.newest(name) : table.version(name, version))
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        version == null
                            ? "there is no such strategy"
                            : "there is no version " + version + " of that strategy"));
    return detail(
        row,
        broken.stream()
            .filter(each -> each.name().equals(name))
            .flatMap(each -> each.problems().stream())
            .map(ProblemView::of)
            .toList());
  }

  private StrategyDetail detail(StrategyTable.Row row, List<ProblemView> problems) {
    StrategyView view = view(row, problems);
    RuleDocuments.Checked checked = RuleDocuments.check(row.document(), strategies.scope());
    return new StrategyDetail(
        row.name(),
        row.title(),
        view.description(),
        view.parametersSchema(),
        view.origin(),
        row.version(),
        row.archived(),
        row.document(),
        checked.definition().map(RuleView::of).orElse(null),
        row.hash(),
        row.name() + "@" + row.hash().substring(0, 12),
        table.versions(row.name()).stream()
            .map(
                each ->
                    new VersionView(
                        each.version(),
                        each.hash(),
                        each.createdAt(),
                        each.origin() == StrategyTable.Origin.FILE ? Origin.FILE : Origin.OWN,
                        each.evidence()))
            .toList(),
        problems);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<StrategyDetail> createStrategy(
      @RequestBody DocumentRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String text = request.text();
    return idempotency.created(
        key,
        text,
        PATH,
        StrategyDetail.class,
        () -> {
          StrategyTable.Row row = strategies.save(text, Optional.empty());
          audit.note("strategy.create", row.name());
          return new Idempotency.Created<>(row.name(), detail(row, List.of()));
        });
  }

  @PutMapping("/{name}")
  @Allow(Allow.To.WRITERS)
  StrategyDetail updateStrategy(
      @PathVariable String name,
      @RequestBody DocumentRequest request,
      @RequestParam(required = false) @Nullable Integer version) {
    String text = request.text();
    StrategyTable.Row newest =
        table
            .newest(name)
            .filter(row -> !row.archived())
            .orElseThrow(() -> ProblemException.notFound("there is no such strategy of your own"));
    if (version != null && version != newest.version()) {
      throw ProblemException.conflict(
          "version "
              + newest.version()
              + " was saved meanwhile, this is a change of version "
              + version);
    }
    StrategyTable.Row row = strategies.save(text, Optional.of(name));
    audit.note("strategy.update", name);
    return detail(row, List.of());
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Allow(Allow.To.WRITERS)
  void deleteStrategy(@PathVariable String name) {
    if (!strategies.remove(name)) {
      throw ProblemException.notFound("there is no such strategy of your own");
    }
    audit.note("strategy.delete", name);
  }
}
