package dev.tradewind.platform.launch;

import dev.tradewind.platform.shared.PlatformSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;

/** The process: reads its arguments, starts the platform and ends it on a signal. */
public final class Launcher {
  private Launcher() {}

  /**
   * Starts the platform and returns when it has been told to end. A refusal is one line on standard
   * error and exit code 1.
   */
  public static void main(Class<?> application, String[] arguments) {
    PrintStream out = System.out;
    try {
      PlatformSettings settings = Arguments.read(arguments, System.getenv(), Clock.systemUTC());
      RunningPlatform.start(
          application,
          settings,
          out,
          begun -> Runtime.getRuntime().addShutdownHook(new Thread(begun::end, "shutdown")));
    } catch (LaunchException | IOException e) {
      System.err.println("tradewind: " + e.getMessage());
      System.exit(1);
    }
  }
}
