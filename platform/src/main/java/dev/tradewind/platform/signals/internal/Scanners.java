package dev.tradewind.platform.signals.internal;

import dev.tradewind.engine.signal.CheckedSignal;
import dev.tradewind.engine.signal.SignalCheck;
import dev.tradewind.engine.signal.SignalDefinition;
import dev.tradewind.engine.signal.SignalRule;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.instruments.Instruments;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds, edits and removes scanners; every change is a version. */
@Component
class Scanners {
  private final ScannerTable table;
  private final DefinitionTable definitions;
  private final SavedFeatures features;
  private final Instruments instruments;
  private final Generations generations;
  private final Clock clock;

  Scanners(
      ScannerTable table,
      DefinitionTable definitions,
      SavedFeatures features,
      Instruments instruments,
      Generations generations,
      PlatformSettings settings) {
    this.table = table;
    this.definitions = definitions;
    this.features = features;
    this.instruments = instruments;
    this.generations = generations;
    this.clock = settings.clock();
  }

  static ProblemException unknown() {
    return ProblemException.notFound("there is no such scanner");
  }

  @Transactional
  Scanner add(ScannerRequest request) {
    table.lock();
    String name = DefinitionRequest.text(request.name());
    Scanner wanted = checked(name, request);
    if (table.find(name).isPresent()) {
      throw ProblemException.conflict("a scanner " + name + " exists; edit it, or choose a name");
    }
    return store(wanted);
  }

  @Transactional
  Scanner edit(String name, ScannerRequest request) {
    table.lock();
    Scanner before = table.find(name).orElseThrow(Scanners::unknown);
    if (request.name() != null && !request.name().strip().equals(name)) {
      throw ProblemException.field(
          "name", request.name(), "a scanner keeps its name; add another under the new one");
    }
    Scanner wanted = checked(name, request);
    return wanted.saysTheSameAs(before) ? before : store(wanted);
  }

  private Scanner store(Scanner wanted) {
    int newest = table.versions(wanted.name()).stream().mapToInt(Scanner::version).max().orElse(0);
    Scanner next =
        new Scanner(
            wanted.name(),
            newest + 1,
            wanted.kind(),
            wanted.timeframe(),
            wanted.expression(),
            wanted.members(),
            wanted.description(),
            true,
            wanted.createdAt());
    table.retire(wanted.name());
    table.insert(next);
    refuseWhatBreaksDefinitions(next);
    if (!users(wanted.name()).isEmpty()) {
      generations.scannersChanged();
    }
    return next;
  }

  private void refuseWhatBreaksDefinitions(Scanner changed) {
    Problems problems = new Problems();
    for (Definition each : users(changed.name())) {
      Meaning meaning = Meaning.of(each, features.scope(), Optional.of(changed));
      if (meaning.checked() == null) {
        problems.add(
            "expression",
            changed.expression(),
            "signal "
                + each.name()
                + " uses this scanner and would be wrong: "
                + meaning.problem());
      }
    }
    problems.throwIfAny();
  }

  /** Definitions in use that name a scanner. */
  List<Definition> users(String name) {
    return definitions.inUse().stream().filter(each -> name.equals(each.scanner())).toList();
  }

  @Transactional
  void remove(String name) {
    table.lock();
    if (table.find(name).isEmpty()) {
      throw unknown();
    }
    List<String> users = users(name).stream().map(Definition::name).toList();
    if (!users.isEmpty()) {
      throw ProblemException.conflict(
          "scanner "
              + name
              + " is used by "
              + String.join(", ", users)
              + "; edit or delete them first");
    }
    table.retire(name);
  }

  /** A scanner in which everything was found to be right. */
  Scanner checked(String name, ScannerRequest request) {
    Problems problems = new Problems();
    Scanner wanted = request.check(name, problems, clock.instant());
    for (int i = 0; i < wanted.members().size(); i++) {
      String id = wanted.members().get(i).instrument();
      if (instruments.find(id).isEmpty()) {
        problems.add("members[" + i + "].instrument", id, "there is no instrument " + id);
      }
    }
    problems.throwIfAny();
    if (wanted.kind() == Scanner.Kind.FILTER
        && check(wanted) instanceof SignalCheck.Refused refused) {
      refused
          .problems()
          .forEach(
              each ->
                  problems.add(
                      "expression",
                      each.text(),
                      DefinitionRequest.place(each.text(), each.problem())));
    }
    problems.throwIfAny();
    return wanted;
  }

  /** The condition of a filter as a signal that is true while it holds. */
  SignalCheck check(Scanner filter) {
    @Nullable String timeframe = filter.timeframe();
    return CheckedSignal.check(
        new SignalDefinition(
            "scanner",
            1,
            timeframe == null ? "1D" : timeframe,
            new SignalRule(filter.expression(), "false", "", "", ""),
            List.of(),
            Map.of()),
        features.scope());
  }
}
