package dev.tradewind.platform.research;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the parameters of a run or of a version of a strategy are from, and what speaks for them
 * and against: kept with what was made of them, as it was then. Made by whoever searched.
 *
 * @param study identity of the study
 * @param studyName its name then
 * @param dataHash hash of the bars that were searched
 * @param window of a walk, from 0; null for a search over all bars
 * @param trial number of the trial
 * @param role {@code recommended}, {@code best} or {@code chosen}: neither of these
 * @param verdict {@code luck}, {@code doubtful} or {@code evidence}; null while the study had not
 *     ended
 * @param sentences the verdict on the best of the study, the conclusion first
 * @param own what this trial is worth by itself; null where that is not known
 * @param deflatedSharpe of the best after all trials, a probability; null where undefined
 * @param pbo probability of back-test overfitting; null where undefined
 * @param haircutSharpe Sharpe ratio of a year that is left of the best after the haircut
 * @param minimumYears how long the bars would have to be for the best
 * @param trials tried by then on these bars with this kind of strategy
 * @param why these parameters
 */
public record Evidence(
    String study,
    String studyName,
    @Nullable String dataHash,
    @Nullable Integer window,
    long trial,
    String role,
    @Nullable String verdict,
    List<String> sentences,
    @Nullable OwnWorth own,
    @Nullable Double deflatedSharpe,
    @Nullable Double pbo,
    @Nullable Double haircutSharpe,
    @Nullable Double minimumYears,
    @Nullable Integer trials,
    String why) {
  /** Copies. */
  public Evidence {
    sentences = List.copyOf(sentences);
  }

  /**
   * What a trial is worth after all trials of the study are charged to it, whether it is the best
   * or not; undefined numbers are null.
   *
   * @param sharpe of a year
   * @param deflatedSharpe probability that it is truly above what luck shows; the daily returns are
   *     taken as normal unless it is the best
   * @param chance probability that the best of all trials does as well without any skill
   * @param haircutSharpe Sharpe ratio of a year that is left after the haircut
   * @param minimumYears how long the bars would have to be
   */
  public record OwnWorth(
      @Nullable Double sharpe,
      @Nullable Double deflatedSharpe,
      @Nullable Double chance,
      @Nullable Double haircutSharpe,
      @Nullable Double minimumYears) {}
}
