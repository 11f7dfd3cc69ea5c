package dev.tradewind.engine.optimize;

import dev.tradewind.engine.statistics.ReturnBlocks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A study as lines of text: a head that names it, then a line for each trial, in the order in which
 * they were done. Lines are only ever added, so a file cut anywhere loses its last line and nothing
 * else. Numbers are written so that reading gives the same bits.
 */
public final class StudyText {
  private static final String HEAD = "tradewind study 1 ";
  private static final String END = "\t.";

  private StudyText() {}

  /** The first line, without its end. */
  public static String head(StudyPlan plan) {
    return HEAD + plan.id();
  }

  /** The line of a trial, without its end. */
  public static String line(Trial trial) {
    StringJoiner line = new StringJoiner("\t", "", END);
    line.add(Long.toString(trial.number()));
    line.add(trial.state().name());
    line.add(Double.toString(trial.fraction()));
    line.add(pairs(trial.parameters().texts()));
    Map<String, String> statistics = new LinkedHashMap<>();
    trial.evaluation().statistics().forEach((name, v) -> statistics.put(name, v.toString()));
    line.add(pairs(statistics));
    line.add(trial.evaluation().blocks().map(StudyText::blocks).orElse(""));
    line.add(
        trial.evaluation().problem().map(text -> text.replaceAll("\\p{Cntrl}", " ")).orElse(""));
    return line.toString();
  }

  private static String pairs(Map<String, String> values) {
    StringJoiner pairs = new StringJoiner(" ");
    values.forEach((name, value) -> pairs.add(name + "=" + value.replace(' ', '\u0001')));
    return pairs.toString();
  }

  private static String blocks(ReturnBlocks blocks) {
    StringJoiner text = new StringJoiner(" ");
    text.add(Integer.toString(blocks.observations()));
    for (int b = 0; b < blocks.blocks(); b++) {
      text.add(Double.toString(blocks.sum(b))).add(Double.toString(blocks.squares(b)));
    }
    return text.toString();
  }

  /**
   * The trials of a text; an incomplete last line is left out.
   *
   * @param lines with the head
   * @throws IllegalArgumentException if the head is of another plan, or a line is none
   */
  public static List<Trial> read(List<String> lines, StudyPlan plan) {
    if (lines.isEmpty()) {
      return List.of();
    }
    String head = lines.getFirst();
    if (!head.equals(head(plan))) {
      if (lines.size() == 1 && head(plan).startsWith(head)) {
        return List.of();
      }
      throw new IllegalArgumentException(
          head.startsWith(HEAD)
              ? "the study is "
                  + head.substring(HEAD.length())
                  + ", the plan "
                  + plan.id()
                  + ": space, goals, sampler, batch, seed, data or configuration differ"
              : "this is no study");
    }
    Map<Long, Trial> trials = new TreeMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.endsWith(END)) {
        // A line that was cut off when the process ended; the next one begins after it.
        continue;
      }
      Trial trial;
      try {
        trial = trial(line.substring(0, line.length() - END.length()), plan);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + " of the study is no trial: " + e.getMessage(), e);
      }
      trials.put(trial.number(), trial);
    }
    return new ArrayList<>(trials.values());
  }

  private static Trial trial(String line, StudyPlan plan) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 7) {
      throw new IllegalArgumentException("it must have 7 fields, has " + fields.length);
    }
    TrialState state = TrialState.valueOf(fields[1]);
    TreeMap<String, Double> statistics = new TreeMap<>();
    map(fields[4]).forEach((name, value) -> statistics.put(name, Double.valueOf(value)));
    Evaluation evaluation =
        new Evaluation(
            statistics,
            fields[5].isEmpty() ? Optional.empty() : Optional.of(blocksOf(fields[5])),
            fields[6].isEmpty() ? Optional.empty() : Optional.of(fields[6]));
    return plan.goals()
        .judge(
            Long.parseLong(fields[0]),
            plan.space().parse(map(fields[3])),
            Double.parseDouble(fields[2]),
            state == TrialState.PRUNED,
            evaluation);
  }

  private static Map<String, String> map(String pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    if (!pairs.isEmpty()) {
      for (String pair : pairs.split(" ", -1)) {
        int equals = pair.indexOf('=');
        map.put(pair.substring(0, equals), pair.substring(equals + 1).replace('\u0001', ' '));
      }
    }
    return map;
  }

  private static ReturnBlocks blocksOf(String text) {
    String[] numbers = text.split(" ", -1);
    double[] sums = new double[numbers.length / 2];
    double[] squares = new double[sums.length];
    for (int b = 0; b < sums.length; b++) {
      sums[b] = Double.parseDouble(numbers[1 + 2 * b]);
      squares[b] = Double.parseDouble(numbers[2 + 2 * b]);
    }
    return ReturnBlocks.ofSums(Integer.parseInt(numbers[0]), sums, squares);
  }
}
