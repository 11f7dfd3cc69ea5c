package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.TrialWorth;
import dev.tradewind.engine.statistics.ReturnBlocks;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.operations.Idempotency;
import dev.tradewind.platform.research.AppliedParameters;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.Ids;
import dev.tradewind.platform.shared.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Applies the parameters of a trial: as a full simulation, or as a version of the strategy. */
@RestController
@RequestMapping("/api/v1/studies/{id}/trials/{number}")
class ApplyController {
  private static final int MAX_NAME = 120;

  private final StudyTable studies;
  private final TrialTable trials;
  private final AppliedParameters applied;
  private final Idempotency idempotency;
  private final Audit audit;
  private final JsonMapper json;

  ApplyController(
      StudyTable studies,
      TrialTable trials,
      AppliedParameters applied,
      Idempotency idempotency,
      Audit audit,
      JsonMapper json) {
    this.studies = studies;
    this.trials = trials;
    this.applied = applied;
    this.idempotency = idempotency;
    this.audit = audit;
    this.json = json;
  }

  /** How what is made is called; by itself if absent. */
  record ApplyRequest(@Nullable String name) {}

  /** The simulation that was started; it is one of {@code /backtests}. */
  record AppliedRun(String backtest, Map<String, String> parameters, Evidence evidence) {}

  /** The version that was saved. */
  record AppliedVersion(
      String strategy,
      int version,
      String reference,
      Map<String, String> parameters,
      Evidence evidence) {}

  /** A trial with the study it is of. */
  private record Found(StudyTable.Row study, TrialTable.Row trial, Evidence evidence) {
    /** What was searched and what was fixed. */
    Map<String, String> parameters() {
      Map<String, String> all = new LinkedHashMap<>();
      Map<String, String> fixed = study.request().parameters();
      if (fixed != null) {
        all.putAll(fixed);
      }
      all.putAll(StudyView.named(study.parameters(), trial.parameters()));
      return all;
    }
  }

  /** What speaks for a trial and against, before anything is made of it. */
  @GetMapping("/evidence")
  @Allow(Allow.To.READERS)
  Evidence trialEvidence(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(required = false) @Nullable Integer window) {
    return find(id, number, window).evidence();
  }

  @PostMapping("/backtest")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<AppliedRun> simulateTrial(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(required = false) @Nullable Integer window,
      @RequestBody(required = false) @Nullable ApplyRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    Found found = find(id, number, window);
    StudyRequest asked = found.study().request();
    String name = request == null || request.name() == null ? "" : request.name().strip();
    return idempotency.accepted(
        key,
        id + " " + number + " " + window + " " + json.writeValueAsString(request),
        "/api/v1/backtests",
        AppliedRun.class,
        () -> {
          String backtest =
              applied.run(
                  new AppliedParameters.Run(
                      asked.instruments(),
                      asked.timeframe(),
                      asked.from(),
                      asked.to(),
                      found.study().strategy(),
                      found.parameters(),
                      Optional.ofNullable(asked.assumptions()).orElse(Map.of()),
                      asked.detail(),
                      Optional.ofNullable(asked.rates()).orElse(Map.of()),
                      asked.benchmark(),
                      name.isEmpty() ? name(found) : name),
                  found.evidence());
          audit.note("study.apply.backtest", id + " " + number + " " + backtest);
          return new Idempotency.Created<>(
              backtest, new AppliedRun(backtest, found.parameters(), found.evidence()));
        });
  }

  private static String name(Found found) {
    String text = "Trial " + found.trial().number() + " of " + found.study().name();
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
  }

  @PostMapping("/strategy")
  @Allow(Allow.To.WRITERS)
  AppliedVersion saveTrial(
      @PathVariable String id,
      @PathVariable long number,
      @RequestParam(required = false) @Nullable Integer window,
      @RequestBody(required = false) @Nullable ApplyRequest request) {
    Found found = find(id, number, window);
    AppliedParameters.Saved saved =
        applied.save(
            found.study().strategy(),
            found.parameters(),
            request == null ? null : request.name(),
            found.evidence());
    audit.note("study.apply.strategy", id + " " + number + " " + saved.reference());
    return new AppliedVersion(
        saved.name(), saved.version(), saved.reference(), found.parameters(), found.evidence());
  }

  private Found find(String id, long number, @Nullable Integer window) {
    StudyTable.Row study =
        studies
            .find(Ids.parse("study", id))
            .orElseThrow(() -> ProblemException.notFound("there is no such study"));
    Map<String, Object> params =
        Map.of("study", study.id(), "part", window == null ? 0 : window, "number", number);
    List<TrialTable.Row> rows =
        trials.select("study_id = :study AND part = :part AND n = :number", params, "n", 1);
    if (rows.isEmpty()) {
      throw ProblemException.notFound("the study has no trial " + number);
    }
    TrialTable.Row trial = rows.getFirst();
    return new Found(study, trial, evidence(study, trial));
  }

  private Evidence evidence(StudyTable.Row study, TrialTable.Row trial) {
    Optional<StudySummary> found = studies.summary(study.id());
    if (found.isEmpty()) {
      Optional<WalkSummary> walk = studies.walk(study.id());
      return new Evidence(
          study.id().toString(),
          study.name(),
          study.dataHash(),
          study.kind() == StudyTable.Kind.WALK_FORWARD ? trial.part() : null,
          trial.number(),
          "chosen",
          walk.map(each -> each.verdict().level()).orElse(null),
          walk.map(each -> each.verdict().sentences()).orElse(List.of()),
          null,
          walk.flatMap(each -> Optional.ofNullable(each.verdict().deflatedSharpe())).orElse(null),
          null,
          null,
          null,
          null,
          walk.isEmpty()
              ? "Chosen before the study had ended, so that nothing is known of its worth."
              : "One of the trials of window " + (trial.part() + 1) + " of a walk.");
    }
    StudySummary summary = found.get();
    Long recommended = summary.recommended().trial();
    boolean isRecommended = recommended != null && recommended == trial.number();
    boolean isBest = summary.best().trial() == trial.number();
    return new Evidence(
        study.id().toString(),
        study.name(),
        study.dataHash(),
        null,
        trial.number(),
        isRecommended ? "recommended" : isBest ? "best" : "chosen",
        summary.verdict().level(),
        summary.verdict().sentences(),
        isBest ? own(summary) : own(study, trial, summary),
        summary.best().deflatedSharpe(),
        summary.best().pbo(),
        summary.best().haircutSharpe(),
        summary.best().minimumYears(),
        summary.ledger().trials(),
        isRecommended
            ? summary.recommended().why()
            : (isBest ? "The best of its study. " : "Chosen by hand. ")
                + "What the study recommends: "
                + summary.recommended().why());
  }

  private static Evidence.OwnWorth own(StudySummary summary) {
    return new Evidence.OwnWorth(
        summary.best().statistics().get("sharpe"),
        summary.best().deflatedSharpe(),
        summary.verdict().chance(),
        summary.best().haircutSharpe(),
        summary.best().minimumYears());
  }

  /** As the study stood when it ended; null for a trial that was given up early. */
  private Evidence.@Nullable OwnWorth own(
      StudyTable.Row study, TrialTable.Row trial, StudySummary summary) {
    Optional<ReturnBlocks> blocks = trials.blocks(study.id(), trial.number());
    Double days = summary.best().statistics().get("periodsPerYear");
    Double expected = summary.verdict().expectedBestSharpe();
    if (blocks.isEmpty() || days == null || expected == null) {
      return null;
    }
    TrialWorth worth =
        TrialWorth.of(
            blocks.get(), trials.blocks(study.id()), summary.ledger().trials(), expected, days);
    return new Evidence.OwnWorth(
        StudySummary.orNull(worth.sharpe()),
        StudySummary.orNull(worth.deflatedSharpe()),
        StudySummary.orNull(worth.chance()),
        StudySummary.orNull(worth.haircutSharpe()),
        StudySummary.orNull(worth.minimumYears()));
  }
}
