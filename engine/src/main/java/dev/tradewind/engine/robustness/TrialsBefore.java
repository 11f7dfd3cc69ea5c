package dev.tradewind.engine.robustness;

/**
 * What is known of the trials before a run, for its verdict. Given by {@code
 * engine.optimize.TrialCount}.
 *
 * @param trials distinct sets that were tried on the same bars, this one included, &ge; 1
 * @param deflatedSharpe probability that the true Sharpe ratio is above what the best of so many
 *     shows without skill; {@code NaN} where undefined
 * @param words the same as a sentence
 */
public record TrialsBefore(int trials, double deflatedSharpe, String words) {}
