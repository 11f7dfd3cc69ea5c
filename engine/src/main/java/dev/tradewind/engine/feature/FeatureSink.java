package dev.tradewind.engine.feature;

/**
 * Takes the features of {@link FeatureBatch#each} one by one, as they become complete. Used by the
 * feature store, which writes one while the next is computed. Called by the computing thread.
 */
public interface FeatureSink {
  /**
   * An array to compute a column into; what is in it means nothing.
   *
   * @return at least as many values as the base has bars; not one that is still in use
   */
  double[] array();

  /**
   * A feature is complete: the computation writes its arrays no more.
   *
   * @param feature index of the feature
   * @param columns the value, and the outlier flag if there is one, for every bar; behind them more
   *     may follow that means nothing. They must not be written
   * @param last whether the computation is done with the arrays, which were all given by {@link
   *     #array} and may be given out again; otherwise it reads them until it ends
   */
  void accept(int feature, double[][] columns, boolean last);
}
