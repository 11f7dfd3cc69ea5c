package dev.tradewind.engine.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assumption that a user can change, as forms, the command line and the documentation show it.
 *
 * @param name as in requests and stored runs, for example {@code slippageBps}
 * @param group of related options
 * @param type what a value is
 * @param defaultValue as text
 * @param min smallest number, or none
 * @param max largest number, or none
 * @param choices the values of a choice, else empty
 * @param help one sentence
 */
public record AssumptionOption(
    String name,
    String group,
    Type type,
    String defaultValue,
    @Nullable String min,
    @Nullable String max,
    List<Choice> choices,
    String help) {
  /** Copies the list. */
  public AssumptionOption {
    choices = List.copyOf(choices);
  }

  /** What a value is. */
  public enum Type {
    /** A decimal number. */
    DECIMAL,
    /** A whole number. */
    INTEGER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** One of the choices. */
    CHOICE,
    /** Text; the help says which. */
    TEXT
  }

  /**
   * A value of a choice.
   *
   * @param value as users write it
   * @param help what it does
   * @param bias in which direction results are wrong, may be empty
   */
  public record Choice(String value, String help, String bias) {}

  /** The name on the command line: {@code --slippage-bps}. */
  public String flag() {
    StringBuilder flag = new StringBuilder("--");
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (Character.isUpperCase(letter)) {
        flag.append('-').append(Character.toLowerCase(letter));
      } else {
        flag.append(letter);
      }
    }
    return flag.toString();
  }
}
