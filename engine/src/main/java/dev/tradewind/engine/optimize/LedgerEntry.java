package dev.tradewind.engine.optimize;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a study adds to the ledger of trials: how often a kind of strategy was tried on some data,
 * and how its Sharpe ratios were spread. Whatever is ever tried is charged to what is found later.
 *
 * @param dataHash of the data
 * @param family name of the strategy
 * @param study id of the study; a later entry of the same study replaces an earlier one
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

  /** What a study adds. */
  public static LedgerEntry of(String dataHash, String family, StudyResult study) {
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
    return new LedgerEntry(dataHash, family, study.plan().id(), seen.size(), defined, sum, squares);
  }

  /** All entries of the same data and family together. */
  public static Total total(Collection<LedgerEntry> entries, String dataHash, String family) {
    Map<String, LedgerEntry> latest = new TreeMap<>();
    for (LedgerEntry each : entries) {
      if (each.dataHash().equals(dataHash) && each.family().equals(family)) {
        latest.merge(
            each.study(), each, (old, other) -> other.trials() >= old.trials() ? other : old);
      }
    }
    int trials = 0;
    int defined = 0;
    double sum = 0;
    double squares = 0;
    for (LedgerEntry each : latest.values()) {
      trials = Math.addExact(trials, each.trials());
      defined = Math.addExact(defined, each.defined());
      sum += each.sum();
      squares += each.squares();
    }
    double variance =
        defined < 2 ? 0 : Math.max(0, (squares - sum * sum / defined) / (defined - 1));
    return new Total(trials, variance, latest.size());
  }

  /**
   * What was tried so far.
   *
   * @param trials distinct sets of each study, summed over the studies
   * @param variance of their Sharpe ratios of one period; 0 below two
   * @param studies number of studies
   */
  public record Total(int trials, double variance, int studies) {}

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
