package dev.tradewind.strategies;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.RuleCheck;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rule documents as texts, YAML or JSON: the only place in which they are read and written. JSON is
 * told by its first brace.
 */
public final class RuleDocuments {
  private RuleDocuments() {}

  /**
   * What a text is.
   *
   * @param rule the strategy, if nothing is wrong
   * @param definition what was read, as far as it could be; empty if the text is no document
   * @param problems all that is wrong, by place
   */
  public record Checked(
      Optional<RuleDescriptor> rule,
      Optional<RuleDefinition> definition,
      List<DocumentProblem> problems) {
    /** Copies. */
    public Checked {
      problems = List.copyOf(problems);
    }

    /** The problems one below the other, with the lines of the text. */
    public String render(String source) {
      return String.join("\n", problems.stream().map(each -> each.render(source)).toList());
    }
  }

  /** Reads and checks a text; all problems of fields, values and expressions at once. */
  public static Checked check(String text, ExpressionScope scope) {
    if (text.length() > DocumentTree.MAX_TEXT) {
      return unreadable(
          DocumentProblem.at(
              "",
              0,
              0,
              "",
              "a document must have at most "
                  + DocumentTree.MAX_TEXT
                  + " characters, had "
                  + text.length()));
    }
    DocumentNode root;
    try {
      root = text.stripLeading().startsWith("{") ? JsonTree.read(text) : YamlTree.read(text);
    } catch (DocumentTree.Unreadable e) {
      return unreadable(DocumentProblem.at(text, e.from(), e.from() + 1, "", e.reason()));
    }
    RuleReader reader = new RuleReader(text);
    RuleDefinition definition = reader.read(root);
    List<DocumentProblem> problems = new ArrayList<>(reader.problems());
    Optional<RuleDescriptor> rule = Optional.empty();
    switch (definition.check(scope)) {
      case RuleCheck.Accepted(RuleDescriptor accepted) -> rule = Optional.of(accepted);
      case RuleCheck.Refused(var found) ->
          found.stream()
              .filter(
                  each -> problems.stream().noneMatch(known -> known.path().equals(each.path())))
              .map(reader::placed)
              .forEach(problems::add);
    }
    problems.sort(
        Comparator.comparingInt(DocumentProblem::line)
            .thenComparingInt(DocumentProblem::column)
            .thenComparing(DocumentProblem::path));
    return new Checked(
        problems.isEmpty() ? rule : Optional.empty(), Optional.of(definition), problems);
  }

  private static Checked unreadable(DocumentProblem problem) {
    return new Checked(Optional.empty(), Optional.empty(), List.of(problem));
  }

  /** The rule as YAML, fields in their order; read back it is the same. */
  public static String toYaml(RuleDefinition rule) {
    return RuleWriter.yaml(rule);
  }

  /** The rule as JSON, fields in their order; read back it is the same. */
  public static String toJson(RuleDefinition rule) {
    return RuleWriter.json(rule);
  }

  /** The JSON Schema (draft 2020-12) of documents, as JSON. */
  public static String schema() {
    return RuleSchema.json();
  }
}
