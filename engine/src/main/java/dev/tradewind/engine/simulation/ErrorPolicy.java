package dev.tradewind.engine.simulation;

/** What a run does when its strategy fails. */
public enum ErrorPolicy {
  /** Ends; what was done until then is the partial result. */
  STOP("stop", "The run ends; what was done until then is kept, marked as partial."),
  /** Notes the error and goes on with the next callback. */
  CONTINUE("continue", "The error is noted and the run goes on with the next bar.");

  private final String code;
  private final String help;

  ErrorPolicy(String code, String help) {
    this.code = code;
    this.help = help;
  }

  /** The name users write. */
  public String code() {
    return code;
  }

  /** What it does, in one sentence. */
  public String help() {
    return help;
  }
}
