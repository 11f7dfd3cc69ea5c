package dev.tradewind.engine.optimize;

import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.statistics.ReturnBlocks;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a study or a single run adds to the ledger of trials: how often a kind of strategy was tried
 * on some data, and how its Sharpe ratios were spread. Whatever is ever tried is charged to what is
 * found later.
 *
 * @param dataHash of the bars
 * @param family kind of the strategy, as {@link #family} names it
 * @param study id of the study or run; a later entry of the same one replaces an earlier one
 * @param trials distinct sets that were tried, whatever became of them but errors, &ge; 0
 * @param defined how many of them have a Sharpe ratio
 * @param sum of their ratios of one period
 * @param squares sum of the squared ratios
 */
public record LedgerEntry(
    String dataHash,
    String family,
    String study,
    int trials,
    int defined,
    double sum,
    double squares) {

  private static final String RUN = "run-";
  private static final int ID = 16;
  private static final Pattern VERSION = Pattern.compile("@(?:[0-9a-f]{12}|[0-9]+)(?= |$)");
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_.])[0-9]+(\\.[0-9]+)?");

  /** Refuses what cannot be written on one line. */
  public LedgerEntry {
    for (String text : List.of(dataHash, family, study)) {
      if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "ledger texts must not be empty and have no control characters, was '" + text + "'");
      }
    }
    if (trials < 0 || defined < 0 || defined > trials) {
      throw new IllegalArgumentException(
          "trials must be >= defined >= 0, were " + trials + " and " + defined);
    }
  }

  /**
   * The kind of a strategy: whoever changes a version of a rule, or a number in a rule of one line,
   * goes on trying the same kind.
   *
   * @param strategy id as results give it
   */
  public static String family(String strategy) {
    boolean isLine = strategy.startsWith("enter ");
    return isLine
        ? NUMBER.matcher(strategy).replaceAll("#")
        : VERSION.matcher(strategy).replaceAll("");
  }

  /** What a single run adds: one trial, however often it is made. */
  public static LedgerEntry ofRun(String dataHash, SimulationResult run) {
    double sharpe = ReturnBlocks.of(SimulationEvaluator.excess(run), 1).sharpe();
    boolean isDefined = !Double.isNaN(sharpe) && !run.isPartial();
    return new LedgerEntry(
        dataHash,
        family(run.strategy()),
        runId(run.strategy(), run.parameters()),
        1,
        isDefined ? 1 : 0,
        isDefined ? sharpe : 0,
        isDefined ? sharpe * sharpe : 0);
  }

  /** What a set adds of which only that it was tried is known. */
  public static LedgerEntry ofSet(
      String dataHash, String strategy, Map<String, BigDecimal> parameters) {
    return new LedgerEntry(dataHash, family(strategy), runId(strategy, parameters), 1, 0, 0, 0);
  }

  private static String runId(String strategy, Map<String, BigDecimal> parameters) {
    StringBuilder text = new StringBuilder(strategy);
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                text.append('\n')
                    .append(name)
                    .append('=')
                    .append(
                        value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return RUN + HexFormat.of().formatHex(hash).substring(0, ID);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What a study adds. */
  public static LedgerEntry of(String dataHash, String strategy, StudyResult study) {
    Set<ParameterSet> seen = new HashSet<>();
    int defined = 0;
    double sum = 0;
    double squares = 0;
    for (Trial each : study.trials()) {
      if (each.state() == TrialState.FAILED || !seen.add(each.parameters())) {
        continue;
      }
      double sharpe = each.evaluation().blocks().map(blocks -> blocks.sharpe()).orElse(Double.NaN);
      if (each.fraction() == 1 && !Double.isNaN(sharpe)) {
        defined++;
        sum += sharpe;
        squares += sharpe * sharpe;
      }
    }
    return new LedgerEntry(
        dataHash, family(strategy), study.plan().id(), seen.size(), defined, sum, squares);
  }

  /**
   * All entries of the same data and family together.
   *
   * @param strategy id or family
   */
  public static Total total(Collection<LedgerEntry> entries, String dataHash, String strategy) {
    String family = family(strategy);
    Map<String, LedgerEntry> latest = new TreeMap<>();
    for (LedgerEntry each : entries) {
      if (each.dataHash().equals(dataHash) && family(each.family()).equals(family)) {
        latest.merge(each.study(), each, LedgerEntry::fuller);
      }
    }
    int trials = 0;
    int defined = 0;
    int runs = 0;
    double sum = 0;
    double squares = 0;
    for (LedgerEntry each : latest.values()) {
      runs += each.study().startsWith(RUN) ? 1 : 0;
      trials = Math.addExact(trials, each.trials());
      defined = Math.addExact(defined, each.defined());
      sum += each.sum();
      squares += each.squares();
    }
    double variance =
        defined < 2 ? 0 : Math.max(0, (squares - sum * sum / defined) / (defined - 1));
    return new Total(trials, variance, latest.size() - runs, runs);
  }

  private static LedgerEntry fuller(LedgerEntry old, LedgerEntry other) {
    return other.trials() > old.trials()
            || (other.trials() == old.trials() && other.defined() >= old.defined())
        ? other
        : old;
  }

  /**
   * What was tried so far.
   *
   * @param trials distinct sets of each study, summed over the studies, and single runs
   * @param variance of their Sharpe ratios of one period; 0 below two
   * @param studies number of studies
   * @param runs number of single runs
   */
  public record Total(int trials, double variance, int studies, int runs) {
    /** Where the trials are from, such as {@code 2 studies and 3 single runs}. */
    public String sources() {
      String ofStudies = studies == 0 ? "" : studies + (studies == 1 ? " study" : " studies");
      String ofRuns = runs == 0 ? "" : runs + (runs == 1 ? " single run" : " single runs");
      return ofStudies + (studies > 0 && runs > 0 ? " and " : "") + ofRuns;
    }
  }

  /** The entry on one line. */
  public String line() {
    return String.join(
        "\t",
        dataHash,
        family,
        study,
        Integer.toString(trials),
        Integer.toString(defined),
        Double.toString(sum),
        Double.toString(squares),
        ".");
  }

  /**
   * Reads lines; those that were cut off are left out.
   *
   * @throws IllegalArgumentException if a line is complete and none of a ledger
   */
  public static List<LedgerEntry> read(List<String> lines) {
    return lines.stream().filter(line -> line.endsWith("\t.")).map(LedgerEntry::parse).toList();
  }

  private static LedgerEntry parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 8) {
      throw new IllegalArgumentException("this is no line of a ledger: '" + line + "'");
    }
    return new LedgerEntry(
        fields[0],
        fields[1],
        fields[2],
        Integer.parseInt(fields[3]),
        Integer.parseInt(fields[4]),
        Double.parseDouble(fields[5]),
        Double.parseDouble(fields[6]));
  }
}
