package dev.tradewind.engine.optimize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * All that decides what a study does.
 *
 * @param space what to try
 * @param goals what is better
 * @param sampler kind of sampler
 * @param trials most trials, &ge; 1
 * @param batch trials that are proposed together, &ge; 1; not the number of workers, which changes
 *     nothing
 * @param seed of everything random
 * @param halving how to give up bad trials early; empty for not at all; for one objective only
 * @param context what is evaluated: hashes of data and configuration, the strategy
 */
public record StudyPlan(
    SearchSpace space,
    Goals goals,
    SamplerFactory sampler,
    int trials,
    int batch,
    long seed,
    Optional<SuccessiveHalving> halving,
    String context) {
  private static final int MOST_TRIALS = 10_000_000;

  /**
   * Checks all that can be known before the first trial.
   *
   * @throws IllegalArgumentException if nothing can be tried, or the sampler does not fit
   */
  public StudyPlan {
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new IllegalArgumentException("trials must be in 1.." + MOST_TRIALS + ", was " + trials);
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException("batch must be in 1..10000, was " + batch);
    }
    if (halving.isPresent() && goals.objectives().size() > 1) {
      throw new IllegalArgumentException(
          "halving needs one objective, were " + goals.objectives().size());
    }
    sampler
        .problem(space, goals.objectives().size())
        .ifPresent(
            text -> {
              throw new IllegalArgumentException("sampler " + sampler.name() + ": " + text);
            });
    space.requireSomething();
  }

  /**
   * 16 hexadecimal digits of the SHA-256 of all but the number of trials: a study with more trials
   * continues the same one.
   */
  public String id() {
    String text =
        String.join(
            "\n",
            "study 1",
            space.text(),
            goals.text(),
            sampler.name(),
            Integer.toString(batch),
            Long.toString(seed),
            halving.map(each -> each.rounds() + "/" + each.factor()).orElse(""),
            context);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
