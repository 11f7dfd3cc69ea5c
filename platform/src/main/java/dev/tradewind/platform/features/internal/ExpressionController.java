package dev.tradewind.platform.features.internal;

import dev.tradewind.engine.expr.Candidate;
import dev.tradewind.engine.expr.CheckResult;
import dev.tradewind.engine.expr.Expression;
import dev.tradewind.engine.expr.ExpressionAssistant;
import dev.tradewind.engine.expr.ExpressionChecker;
import dev.tradewind.engine.expr.ExpressionLimits;
import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.expr.ExpressionParser;
import dev.tradewind.engine.expr.ExpressionPrinter;
import dev.tradewind.engine.expr.ExpressionProblem;
import dev.tradewind.engine.expr.ExpressionSchema;
import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.expr.ExpressionTree;
import dev.tradewind.engine.expr.FunctionSheet;
import dev.tradewind.engine.expr.LanguageGuide;
import dev.tradewind.engine.expr.ParseResult;
import dev.tradewind.engine.expr.TreeResult;
import dev.tradewind.engine.indicator.FunctionDefinition;
import dev.tradewind.engine.indicator.FunctionParameter;
import dev.tradewind.engine.indicator.ValueType;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.features.SavedFeatures;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.platform.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Explains the expression language to editors and forms, and checks what is typed there. */
@RestController
@RequestMapping("/api/v1/expressions")
class ExpressionController {
  private static final int MAX_PARAMETERS = 100;

  private final SavedFeatures features;

  ExpressionController(SavedFeatures features) {
    this.features = features;
  }

  /** A parameter of a function; {@code min} and {@code max} are absent for columns. */
  record FunctionParameterView(
      String name,
      FunctionParameter.Kind kind,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double defaultValue,
      String description) {
    static FunctionParameterView of(FunctionParameter parameter) {
      boolean column = parameter.kind().isColumn();
      return new FunctionParameterView(
          parameter.name(),
          parameter.kind(),
          column ? null : Double.valueOf(parameter.min()),
          column ? null : Double.valueOf(parameter.max()),
          parameter.defaultValue(),
          parameter.description());
    }
  }

  /**
   * A function; {@code call} is the call of it in its example, which is undefined on the first
   * {@code warmUp} bars and depends on the first bar for {@code unstablePeriod} more.
   */
  record FunctionView(
      String name,
      String signature,
      String family,
      ValueType answers,
      List<FunctionParameterView> parameters,
      String description,
      String source,
      String example,
      String call,
      int warmUp,
      int unstablePeriod) {
    static FunctionView of(FunctionSheet sheet) {
      FunctionDefinition function = sheet.function();
      return new FunctionView(
          function.name(),
          function.signature(),
          function.family(),
          function.result(),
          function.parameters().stream().map(FunctionParameterView::of).toList(),
          function.description(),
          function.source(),
          function.example(),
          sheet.call(),
          sheet.warmUp(),
          sheet.unstablePeriod());
    }
  }

  /** A word or sign and what it means. */
  record LanguageWordView(String word, String meaning) {
    static List<LanguageWordView> of(Map<String, String> words) {
      return words.entrySet().stream()
          .map(each -> new LanguageWordView(each.getKey(), each.getValue()))
          .toList();
    }
  }

  /** The whole language. */
  record LanguageView(
      List<FunctionView> functions, List<LanguageWordView> fields, List<LanguageWordView> forms) {}

  @GetMapping("/functions")
  @Allow(Allow.To.READERS)
  LanguageView functions() {
    return new LanguageView(
        FunctionSheet.all(features.scope().registry()).stream().map(FunctionView::of).toList(),
        LanguageWordView.of(LanguageGuide.fields()),
        LanguageWordView.of(LanguageGuide.forms()));
  }

  @GetMapping("/schema")
  @Allow(Allow.To.READERS)
  Map<String, Object> expressionSchema() {
    return ExpressionSchema.of(features.scope());
  }

  /** A declared parameter; what is left out is unbounded, whole steps, and the minimum or 0. */
  record ExpressionParameterRequest(
      @Nullable String name,
      ExpressionParameter.@Nullable Type type,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double step,
      @Nullable Double defaultValue) {
    ExpressionParameter parameter() {
      double low = min == null ? -1e9 : min;
      double usual = min == null ? 0 : min;
      return new ExpressionParameter(
          name == null ? "" : name,
          type == null ? ExpressionParameter.Type.NUMBER : type,
          low,
          max == null ? 1e9 : max,
          step == null ? 1 : step,
          defaultValue == null ? usual : defaultValue);
    }
  }

  /**
   * An expression as text or as a tree, one of both.
   *
   * @param parameters those that the expression may use
   */
  record ExpressionCheckRequest(
      @Nullable String text,
      @Nullable Map<String, Object> tree,
      @Nullable List<@Nullable ExpressionParameterRequest> parameters) {}

  /**
   * What is wrong with a part of an expression: {@code from} and {@code to} count UTF-16 units from
   * 0 in the text, {@code line} and {@code column} from 1; {@code path} is a JSON Pointer into a
   * tree that could not be read.
   */
  record ExpressionProblemView(
      int from,
      int to,
      int line,
      int column,
      @Nullable String path,
      String message,
      @Nullable String suggestion) {
    static ExpressionProblemView of(ExpressionProblem problem, String text) {
      return new ExpressionProblemView(
          problem.from(),
          problem.to(),
          problem.line(text),
          problem.column(text),
          null,
          problem.message(),
          problem.suggestion().orElse(null));
    }

    static ExpressionProblemView of(TreeResult.Problem problem) {
      return new ExpressionProblemView(0, 0, 1, 1, problem.path(), problem.message(), null);
    }
  }

  /**
   * What became of an expression.
   *
   * @param text the expression as written in its usual form; of a tree what the positions refer to
   * @param tree the same as a tree; absent if it could not be read
   * @param canonical the name of its column, with everything put in; absent if it is refused
   * @param type what it answers; absent if it is refused
   * @param problems all that is wrong; empty if it is accepted
   */
  record ExpressionCheckView(
      boolean valid,
      @Nullable String text,
      @Nullable Map<String, Object> tree,
      @Nullable String canonical,
      @Nullable ValueType type,
      List<ExpressionProblemView> problems) {}

  @PostMapping("/check")
  @Allow(Allow.To.READERS)
  ExpressionCheckView checkExpression(@RequestBody ExpressionCheckRequest request) {
    ExpressionScope scope = scope(request.parameters());
    String text = request.text();
    Map<String, Object> tree = request.tree();
    if ((text == null) == (tree == null)) {
      throw ProblemException.field("text", text, "one of text and tree is needed, not both");
    }
    if (text == null) {
      return switch (ExpressionTree.read(tree == null ? Map.of() : tree)) {
        case TreeResult.Read(var expression) -> checked(ExpressionPrinter.print(expression), scope);
        case TreeResult.Refused(var problems) ->
            new ExpressionCheckView(
                false,
                null,
                null,
                null,
                null,
                problems.stream().map(ExpressionProblemView::of).toList());
      };
    }
    return checked(text, scope);
  }

  private static ExpressionCheckView checked(String text, ExpressionScope scope) {
    ParseResult parsed = ExpressionParser.parse(text);
    Optional<Expression> expression =
        parsed instanceof ParseResult.Parsed good
            ? Optional.of(good.expression())
            : Optional.empty();
    String usual = expression.map(ExpressionPrinter::print).orElse(null);
    Map<String, Object> tree = expression.map(ExpressionTree::of).orElse(null);
    return switch (ExpressionChecker.in(scope).check(text)) {
      case CheckResult.Checked(var checked) ->
          new ExpressionCheckView(
              true, usual, tree, checked.canonical(), checked.type(), List.of());
      case CheckResult.Refused(var given, var problems) ->
          new ExpressionCheckView(
              false,
              usual,
              tree,
              null,
              null,
              problems.stream().map(each -> ExpressionProblemView.of(each, given)).toList());
    };
  }

  /** A place in a text that is being typed; {@code offset} counts UTF-16 units from 0. */
  record ExpressionCompleteRequest(
      @Nullable String text,
      @Nullable Integer offset,
      @Nullable List<@Nullable ExpressionParameterRequest> parameters) {}

  /** Something that may be named; it is, or replaces, the text in {@code [from, to)}. */
  record CandidateView(
      Candidate.Kind kind, String text, String signature, String documentation, int from, int to) {
    static CandidateView of(Candidate candidate) {
      return new CandidateView(
          candidate.kind(),
          candidate.text(),
          candidate.signature(),
          candidate.documentation(),
          candidate.span().from(),
          candidate.span().to());
    }
  }

  /** The call around the place and which of its arguments is there; absent behind the last. */
  record ActiveCallView(
      String function, String signature, int argument, @Nullable FunctionParameterView parameter) {
    static ActiveCallView of(ExpressionAssistant.ActiveCall call) {
      return new ActiveCallView(
          call.function().name(),
          call.function().signature(),
          call.argument(),
          call.parameter().map(FunctionParameterView::of).orElse(null));
    }
  }

  /**
   * Help at a place.
   *
   * @param candidates what may stand there, best first
   * @param here what the word there means
   * @param call the call around it
   */
  record ExpressionCompleteView(
      List<CandidateView> candidates,
      @Nullable CandidateView here,
      @Nullable ActiveCallView call) {}

  @PostMapping("/complete")
  @Allow(Allow.To.READERS)
  ExpressionCompleteView completeExpression(@RequestBody ExpressionCompleteRequest request) {
    String text = request.text() == null ? "" : request.text();
    if (text.length() > ExpressionLimits.MAX_TEXT) {
      throw ProblemException.field(
          "text",
          null,
          "text must have at most "
              + ExpressionLimits.MAX_TEXT
              + " characters, had "
              + text.length());
    }
    int offset = request.offset() == null ? text.length() : request.offset();
    ExpressionAssistant assistant = ExpressionAssistant.in(scope(request.parameters()));
    return new ExpressionCompleteView(
        assistant.complete(text, offset).stream().map(CandidateView::of).toList(),
        assistant.describe(text, offset).map(CandidateView::of).orElse(null),
        assistant.activeCall(text, offset).map(ActiveCallView::of).orElse(null));
  }

  private ExpressionScope scope(@Nullable List<@Nullable ExpressionParameterRequest> requested) {
    ExpressionScope scope = features.scope();
    if (requested == null || requested.isEmpty()) {
      return scope;
    }
    if (requested.size() > MAX_PARAMETERS) {
      throw ProblemException.field(
          "parameters",
          null,
          "at most " + MAX_PARAMETERS + " parameters, were " + requested.size());
    }
    Problems problems = new Problems();
    List<ExpressionParameter> parameters = new ArrayList<>();
    for (ExpressionParameterRequest each : requested) {
      if (each == null) {
        problems.add("parameters", null, "a parameter must be an object, was null");
      } else {
        problems.parse("parameters", each.name(), each::parameter).ifPresent(parameters::add);
      }
    }
    problems.throwIfAny();
    ExpressionScope with =
        problems.attempt(
            "parameters", null, scope, () -> scope.withParameters(parameters, Map.of()));
    problems.throwIfAny();
    return with;
  }
}
