package dev.tradewind.engine.optimize;

import java.util.List;

/**
 * Proposes sets of parameters and learns what they gave. Batch-synchronous: everything that was
 * asked for is told, in the order of the answer, before more is asked for. What is proposed depends
 * on the space, the seed and what was told, and on nothing else; so a sampler is brought back by
 * asking and telling again. Belongs to one thread.
 */
public interface Sampler {
  /**
   * The next sets, each accepted by the space.
   *
   * @param count most to propose, &gt; 0
   * @return fewer where no more can be proposed before these are told; none when the search is over
   */
  List<ParameterSet> ask(int count);

  /**
   * What the sets of the last answer gave. Those that were not evaluated, at the end of a study,
   * are missing at the end.
   *
   * @param trials in the order of the answer
   */
  void tell(List<Trial> trials);

  /**
   * Whether what is told changes what is proposed. Where it does not, several answers may be asked
   * for before they are told, so that they are evaluated together.
   */
  default boolean learns() {
    return true;
  }
}
