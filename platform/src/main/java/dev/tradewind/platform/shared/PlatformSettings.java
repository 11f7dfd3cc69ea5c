package dev.tradewind.platform.shared;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a user can set from outside, in one place. Made at start from the environment and the
 * arguments; every module may read it.
 *
 * @param home where all state lives
 * @param bind address to listen on
 * @param port to listen on, 0..65535; 0 picks a free one
 * @param externalDatabase the user's own database; {@code null}: the embedded one
 * @param demo whether an empty store is filled with the demonstration data
 * @param maxUploadBytes largest file that can be uploaded, bytes
 * @param allowedHosts further host names under which the platform may be reached
 * @param allowedOrigins further origins from which a browser may call
 * @param verifyHour hour of the day in UTC, 0..23, at which the feature store is verified; {@code
 *     null}: never by itself
 * @param spark the cluster that studies may use; {@code null}: none
 * @param clock the time of sessions, throttles and records
 */
public record PlatformSettings(
    HomeFolders home,
    String bind,
    int port,
    @Nullable Database externalDatabase,
    boolean demo,
    long maxUploadBytes,
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    @Nullable Integer verifyHour,
    @Nullable Spark spark,
    Clock clock) {
  /** Version of the platform, equal to the artifact's. */
  public static final String VERSION = "0.1.0";

  /** Where the platform listens unless told otherwise. */
  public static final int DEFAULT_PORT = 8080;

  /** When the feature store is verified unless told otherwise. */
  public static final int DEFAULT_VERIFY_HOUR = 3;

  /** 2 GiB. */
  public static final long DEFAULT_MAX_UPLOAD_BYTES = 2L << 30;

  /** Copies the sets. */
  public PlatformSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be in 0..65535, was " + port);
    }
    if (maxUploadBytes <= 0) {
      throw new IllegalArgumentException("maxUploadBytes must be > 0, was " + maxUploadBytes);
    }
    if (verifyHour != null && (verifyHour < 0 || verifyHour > 23)) {
      throw new IllegalArgumentException("verifyHour must be in 0..23, was " + verifyHour);
    }
    allowedHosts = Set.copyOf(allowedHosts);
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** The user's own database, if there is one. */
  public Optional<Database> database() {
    return Optional.ofNullable(externalDatabase);
  }

  /**
   * A cluster that the operator of the platform has named. Users choose whether to use it and never
   * which one it is: a request must not make this machine call addresses of the caller's choice.
   *
   * @param master address of its master
   * @param settings of Spark, {@code spark.*}
   */
  public record Spark(String master, Map<String, String> settings) {
    /** Copies. */
    public Spark {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Where a PostgreSQL database is.
   *
   * @param url JDBC address
   * @param user to sign in as
   * @param password of that user
   */
  public record Database(String url, String user, String password) {
    /** Leaves the password out, so that it cannot reach a log. */
    @Override
    public String toString() {
      return "Database[url=" + url + ", user=" + user + "]";
    }
  }
}
