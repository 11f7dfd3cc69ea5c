package dev.tradewind.engine.robustness;

/** The stable names of the numbers by which a result is judged. */
final class Figures {
  static final String DECISIONS = "lookahead.decisions";
  static final String EXAMINED = "lookahead.examined";
  static final String AFFECTED = "lookahead.affected";
  static final String WARM_UP = "recursion.bars";
  static final String WARM_UP_SHARE = "recursion.share";
  static final String ORDER_WARM_UP = "recursion.orderBars";
  static final String SHARPE = "sharpe";
  static final String PROBABILISTIC_SHARPE = "luck.probabilisticSharpe";
  static final String P_VALUE = "luck.pValue";
  static final String NO_EDGE_RANK = "luck.noEdgeRank";
  static final String STARTS_GAINING = "starts.gaining";
  static final String BREAK_EVEN = "costs.breakEvenBps";
  static final String BREAK_EVEN_RATIO = "costs.breakEvenRatio";
  static final String DELAY_KEPT = "delay.kept";
  static final String NEIGHBOURS_KEPT = "neighbours.kept";
  static final String NEIGHBOURS_GAINING = "neighbours.gaining";
  static final String PATHS_RANK = "paths.rank";

  private Figures() {}
}
