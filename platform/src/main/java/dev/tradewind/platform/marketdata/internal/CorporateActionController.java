package dev.tradewind.platform.marketdata.internal;

import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.access.Audit;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.marketdata.ActionsChanged;
import dev.tradewind.platform.shared.Page;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.store.ActionsOutcome;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.CorporateAction;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.imports.ActionsFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Splits and dividends of instruments. */
@RestController
@RequestMapping("/api/v1/corporate-actions")
class CorporateActionController {
  private static final int MAX_ACTIONS = 10_000;

  private final BarStore store;
  private final Instruments instruments;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  CorporateActionController(
      BarStore store, Instruments instruments, Audit audit, ApplicationEventPublisher events) {
    this.store = store;
    this.instruments = instruments;
    this.audit = audit;
    this.events = events;
  }

  /** A split (value: new shares for one old share) or dividend (value: currency for one share). */
  record ActionView(String kind, Instant effective, double value) {
    static ActionView of(CorporateAction action) {
      return new ActionView(action.kind(), action.effective(), action.value());
    }
  }

  /** A split or dividend to add; the date is the ex-date or a moment. */
  record NewAction(@Nullable String kind, @Nullable String date, @Nullable Double value) {}

  /** Actions to add to an instrument. */
  record NewActions(
      @Nullable String instrument, @Nullable Boolean replace, @Nullable List<NewAction> actions) {}

  /** What became of them. */
  record ActionsView(String instrument, int inserted, int unchanged, int replaced) {}

  @GetMapping
  @Allow(Allow.To.READERS)
  Page<ActionView> actions(@RequestParam String instrument) {
    require(instrument);
    return Page.whole(store.actions(instrument).stream().map(ActionView::of).toList());
  }

  /** Safe to repeat: the same actions again are answered with 200. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Allow(Allow.To.WRITERS)
  ResponseEntity<ActionsView> addActions(@RequestBody NewActions request) {
    String instrument = request.instrument() == null ? "" : request.instrument();
    require(instrument);
    List<CorporateAction> wanted = check(request.actions() == null ? List.of() : request.actions());
    WriteMode mode = Boolean.TRUE.equals(request.replace()) ? WriteMode.REPLACE : WriteMode.KEEP;
    return switch (store.write(instrument, wanted, mode)) {
      case ActionsOutcome.Conflict conflict ->
          throw ProblemException.conflict(
              "stored with another value: "
                  + described(conflict.stored().getFirst())
                  + "; send replace = true to change it");
      case ActionsOutcome.Written written -> {
        boolean changed = written.inserted() + written.replaced() > 0;
        if (changed) {
          audit.note("corporate-actions.write", instrument);
          events.publishEvent(new ActionsChanged(instrument));
        }
        yield ResponseEntity.status(changed ? HttpStatus.CREATED : HttpStatus.OK)
            .body(
                new ActionsView(
                    instrument, written.inserted(), written.unchanged(), written.replaced()));
      }
    };
  }

  private static String described(CorporateAction action) {
    return action.kind() + " of " + action.effective() + ", " + action.value();
  }

  private void require(String instrument) {
    if (instruments.find(instrument).isEmpty()) {
      throw ProblemException.notFound("there is no such instrument");
    }
  }

  private static List<CorporateAction> check(List<NewAction> offered) {
    Problems problems = new Problems();
    if (offered.isEmpty() || offered.size() > MAX_ACTIONS) {
      problems.add(
          "actions",
          Integer.toString(offered.size()),
          "actions must have 1 to " + MAX_ACTIONS + " items");
      problems.throwIfAny();
    }
    List<CorporateAction> actions = new ArrayList<>();
    for (int i = 0; i < offered.size(); i++) {
      NewAction each = offered.get(i);
      problems.parse("actions[" + i + "]", each.date(), () -> action(each)).ifPresent(actions::add);
    }
    problems.throwIfAny();
    return actions;
  }

  private static CorporateAction action(NewAction offered) {
    String date = offered.date();
    Double value = offered.value();
    if (date == null || value == null) {
      throw new IllegalArgumentException("date and value are required");
    }
    long effective = ActionsFile.effectiveMicros(date);
    if ("split".equals(offered.kind())) {
      return new CorporateAction.Split(effective, value);
    }
    if ("dividend".equals(offered.kind())) {
      return new CorporateAction.Dividend(effective, value);
    }
    throw new IllegalArgumentException("kind must be split or dividend, was " + offered.kind());
  }
}
