package dev.tradewind.store;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all state, and where things are in it. Used by the command line and the
 * platform, so that both look in the same places.
 *
 * @param root the directory, absolute
 */
public record TradewindHome(Path root) {
  /** The environment variable that names the directory. */
  public static final String VARIABLE = "TRADEWIND_HOME";

  private static final String DEFAULT = "data";

  /** Makes the directory absolute. */
  public TradewindHome {
    root = root.toAbsolutePath().normalize();
  }

  /** The directory named by {@code TRADEWIND_HOME}, or {@code ./data}. */
  public static TradewindHome of(Map<String, String> environment) {
    @Nullable String named = environment.get(VARIABLE);
    return new TradewindHome(Path.of(named == null || named.isBlank() ? DEFAULT : named));
  }

  /** The DuckDB file with all bars. */
  public Path bars() {
    return root.resolve("market").resolve("bars.duckdb");
  }

  /** The embedded PostgreSQL: its program, its data in {@code data}, its password. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /**
   * What a running platform says of itself to programs of the same user: {@code {pid, address,
   * port, token}}. Absent while none runs.
   */
  public Path platformFile() {
    return root.resolve("run").resolve("platform.json");
  }
}
