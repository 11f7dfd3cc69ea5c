package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.engine.time.TimeframeDefinition;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.KnownTimeframes;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds, edits and removes features. A change is checked against all features in use before anything
 * is written. Because the features that name an edited one change their meaning with it, they get a
 * new version too.
 */
@Component
class Definitions implements SavedFeatures {
  private final DefinitionTable table;
  private final KnownTimeframes timeframes;
  private final Builds builds;
  private final Clock clock;
  private volatile @Nullable Catalogue latest;

  Definitions(
      DefinitionTable table, KnownTimeframes timeframes, Builds builds, PlatformSettings settings) {
    this.table = table;
    this.timeframes = timeframes;
    this.builds = builds;
    this.clock = settings.clock();
  }

  @Override
  public ExpressionScope scope() {
    return catalogue().scope();
  }

  /** The features in use now. */
  Catalogue catalogue() {
    List<Definition> rows = table.active();
    List<TimeframeDefinition> known = timeframes.all();
    Catalogue kept = latest;
    if (kept != null && kept.isOf(rows, known)) {
      return kept;
    }
    Catalogue fresh = Catalogue.of(rows, known);
    latest = fresh;
    return fresh;
  }

  /** Adds a feature under a name that is not in use. */
  @Transactional
  Definition add(FeatureRequest request) {
    table.lock();
    Problems problems = new Problems();
    String name = request.name() == null ? "" : request.name().strip();
    Catalogue before = catalogue();
    Definition wanted = request.check(name, before.scope(), problems, clock.instant());
    problems.throwIfAny();
    if (before.find(name).isPresent()) {
      throw ProblemException.conflict("a feature " + name + " exists; edit it, or choose a name");
    }
    return store(wanted, before);
  }

  /** Gives a feature a new version, if the request says something new. */
  @Transactional
  Definition edit(String name, FeatureRequest request) {
    table.lock();
    Catalogue before = catalogue();
    Definition current =
        before.find(name).map(Catalogue.Entry::definition).orElseThrow(Definitions::unknown);
    Problems problems = new Problems();
    if (request.name() != null && !request.name().strip().equals(name)) {
      problems.add(
          "name", request.name(), "a feature keeps its name; add another under the new one");
    }
    Definition wanted = request.check(name, before.scope(), problems, clock.instant());
    problems.throwIfAny();
    return wanted.saysTheSameAs(current) ? current : store(wanted, before);
  }

  static ProblemException unknown() {
    return ProblemException.notFound("there is no such feature");
  }

  private Definition store(Definition wanted, Catalogue before) {
    Catalogue after = checked(wanted, before);
    Definition stored = null;
    for (Catalogue.Entry entry : after.entries()) {
      Definition row = entry.definition();
      String canonical = entry.canonical();
      boolean isWanted = row.name().equals(wanted.name());
      if (isWanted || !canonical.equals(canonical(before, row.name()))) {
        Definition next = row.next(table.newestVersion(row.name()) + 1, canonical, clock.instant());
        table.retire(row.name(), clock.instant());
        table.insert(next);
        stored = isWanted ? next : stored;
      }
    }
    if (stored == null) {
      throw new IllegalStateException("what was stored is in the catalogue: " + wanted.name());
    }
    builds.definitionChanged();
    return stored;
  }

  private static String canonical(Catalogue before, String name) {
    return before.find(name).map(Catalogue.Entry::canonical).orElse("");
  }

  /** The catalogue with the change, which must leave everything valid that was. */
  private static Catalogue checked(Definition wanted, Catalogue before) {
    List<Definition> rows = new ArrayList<>();
    for (Catalogue.Entry entry : before.entries()) {
      if (!entry.definition().name().equals(wanted.name())) {
        rows.add(entry.definition());
      }
    }
    rows.add(wanted);
    Catalogue after = Catalogue.of(rows, before.scope().timeframes());
    Problems problems = new Problems();
    switch (ExpressionChecker.in(after.scope()).check(wanted.expression())) {
      case CheckResult.Refused refused -> FeatureRequest.add(problems, refused);
      case CheckResult.Checked(var checked) -> {
        if (checked.type() == ValueType.DURATION) {
          problems.add("expression", wanted.expression(), Catalogue.NOT_A_COLUMN);
        }
      }
    }
    problems.throwIfAny();
    after
        .find(wanted.name())
        .map(Catalogue.Entry::problem)
        .ifPresent(problem -> problems.add("outlierMethod", null, problem));
    for (Catalogue.Entry entry : after.entries()) {
      String name = entry.definition().name();
      boolean wasValid = before.find(name).filter(old -> old.problem() == null).isPresent();
      if (wasValid && entry.problem() != null && !name.equals(wanted.name())) {
        problems.add(
            "expression",
            wanted.expression(),
            "feature " + name + " names this one and would be wrong: " + entry.problem());
      }
    }
    problems.throwIfAny();
    return after;
  }

  /** Takes a feature out of use; its versions stay readable until {@link Tidying} comes. */
  @Transactional
  void remove(String name) {
    table.lock();
    Catalogue before = catalogue();
    if (before.find(name).isEmpty()) {
      throw unknown();
    }
    List<String> namers = before.namersOf(name);
    if (!namers.isEmpty()) {
      throw ProblemException.conflict(
          "feature "
              + name
              + " is named by "
              + String.join(", ", namers)
              + "; edit or delete them first");
    }
    table.retire(name, clock.instant());
  }

  /**
   * Brings rows up to date that were written past this class: fills in canonical texts, and gives a
   * new version to what means something else than its row says.
   */
  @Transactional
  Catalogue settle() {
    Catalogue now = catalogue();
    if (now.entries().stream().allMatch(Definitions::isSettled)) {
      return now;
    }
    table.lock();
    for (Catalogue.Entry entry : catalogue().entries()) {
      Definition row = entry.definition();
      if (isSettled(entry)) {
        continue;
      }
      if (row.canonical() == null) {
        table.canonical(row.name(), row.version(), entry.canonical());
      } else {
        table.retire(row.name(), clock.instant());
        table.insert(
            row.next(table.newestVersion(row.name()) + 1, entry.canonical(), clock.instant()));
      }
    }
    return catalogue();
  }

  private static boolean isSettled(Catalogue.Entry entry) {
    return entry.feature() == null || entry.canonical().equals(entry.definition().canonical());
  }

  /** A version of a feature; without one the version in use, or else the newest. */
  Optional<Definition> find(String name, @Nullable Integer version) {
    if (version != null) {
      return table.find(name, version);
    }
    List<Definition> versions = table.versions(name);
    return versions.stream()
        .filter(Definition::active)
        .findFirst()
        .or(() -> versions.stream().findFirst());
  }
}
