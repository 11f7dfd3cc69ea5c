package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds, edits, switches and removes signal definitions. A version means one thing: where a saved
 * feature or a scanner that it names changes, a definition gets a new version too.
 */
@Component("signalDefinitions")
class Definitions {
  private final DefinitionTable table;
  private final ScannerTable scanners;
  private final SavedFeatures features;
  private final Generations generations;
  private final Clock clock;

  Definitions(
      DefinitionTable table,
      ScannerTable scanners,
      SavedFeatures features,
      Generations generations,
      PlatformSettings settings) {
    this.table = table;
    this.scanners = scanners;
    this.features = features;
    this.generations = generations;
    this.clock = settings.clock();
  }

  static ProblemException unknown() {
    return ProblemException.notFound("there is no such signal definition");
  }

  /** What a definition means now. */
  Meaning meaning(Definition definition) {
    return meaning(definition, features.scope());
  }

  private Meaning meaning(Definition definition, ExpressionScope scope) {
    return Meaning.of(definition, scope, scanners.find(definition.scanner()));
  }

  /** Adds a definition under a name that is not in use. */
  @Transactional
  Definition add(DefinitionRequest request) {
    table.lock();
    String name = DefinitionRequest.text(request.name());
    Definition wanted = checked(name, true, request);
    if (current(name).isPresent()) {
      throw ProblemException.conflict("a signal " + name + " exists; edit it, or choose a name");
    }
    return store(wanted);
  }

  /** Gives a definition a new version, if the request says something new. */
  @Transactional
  Definition edit(String name, DefinitionRequest request) {
    table.lock();
    Definition before = current(name).orElseThrow(Definitions::unknown);
    if (request.name() != null && !request.name().strip().equals(name)) {
      throw ProblemException.field(
          "name", request.name(), "a signal keeps its name; add another under the new one");
    }
    Definition wanted = checked(name, before.active(), request);
    if (wanted.saysTheSameAs(before)) {
      return wanted.active() == before.active() ? before : active(name, wanted.active());
    }
    return store(wanted);
  }

  private Optional<Definition> current(String name) {
    return table.find(name, null).filter(Definition::inUse);
  }

  private void requireCurrent(String name) {
    if (current(name).isEmpty()) {
      throw unknown();
    }
  }

  private Definition checked(String name, boolean active, DefinitionRequest request) {
    Problems problems = new Problems();
    Definition wanted = request.check(name, active, problems, clock.instant());
    problems.throwIfAny();
    DefinitionRequest.add(problems, meaning(wanted).problems());
    problems.throwIfAny();
    return wanted;
  }

  private Definition store(Definition wanted) {
    Definition next = next(wanted, meaning(wanted), wanted.active());
    generations.definitionChanged(next.name());
    return next;
  }

  private Definition next(Definition row, Meaning meaning, boolean active) {
    int newest = table.versions(row.name()).stream().mapToInt(Definition::version).max().orElse(0);
    Definition next = row.next(newest + 1, meaning, active, clock.instant());
    table.retire(row.name());
    table.insert(next);
    return next;
  }

  /** Switches a definition on or off; what was made of it stays. */
  @Transactional
  Definition active(String name, boolean active) {
    table.lock();
    requireCurrent(name);
    table.active(name, active);
    if (active) {
      generations.definitionChanged(name);
    }
    return current(name).orElseThrow(Definitions::unknown);
  }

  /** Takes a definition out of use; its versions and their signals stay readable. */
  @Transactional
  void remove(String name) {
    table.lock();
    requireCurrent(name);
    table.retire(name);
  }

  /**
   * Brings rows up to date with the features and scanners that they name: fills in what they mean,
   * and gives a new version to what means something else than its row says.
   *
   * @return those in use
   */
  @Transactional
  List<Definition> settle() {
    ExpressionScope scope = features.scope();
    List<Definition> now = table.inUse();
    if (now.stream().allMatch(each -> isSettled(each, meaning(each, scope)))) {
      return now;
    }
    table.lock();
    for (Definition each : table.inUse()) {
      Meaning meaning = meaning(each, scope);
      if (isSettled(each, meaning)) {
        continue;
      }
      if (each.canonical() == null) {
        table.meaning(each.name(), each.version(), meaning);
      } else {
        next(each, meaning, each.active());
      }
    }
    return table.inUse();
  }

  private static boolean isSettled(Definition row, Meaning meaning) {
    return meaning.checked() == null || Objects.equals(row.canonical(), meaning.canonical());
  }
}
