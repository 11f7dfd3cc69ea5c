package dev.tradewind.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Long work on the platform, followed until it ends. Ctrl-C here cancels it there. */
final class RemoteJob {
  private static final Set<String> RUNNING = Set.of("QUEUED", "RUNNING");
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PlatformClient platform;
  private final String path;
  private final String ending;

  /**
   * Work that is followed.
   *
   * @param path of the import or back-test, for example {@code /imports/7}
   */
  RemoteJob(PlatformClient platform, String path) {
    this(platform, path, "cancel");
  }

  /** Work that is ended by a word of its own. */
  RemoteJob(PlatformClient platform, String path, String ending) {
    this.platform = platform;
    this.path = path;
    this.ending = ending;
  }

  /** Waits for the end and returns the last document. */
  Json await(Progress progress) throws IOException, InterruptedException {
    Thread cancel = new Thread(this::cancel, "cancel");
    Runtime.getRuntime().addShutdownHook(cancel);
    try {
      while (true) {
        Json document = platform.get(path);
        if (!RUNNING.contains(document.text("status"))) {
          progress.show(1);
          return document;
        }
        progress.show(document.get("progress").asDouble().orElse(0));
        Thread.sleep(PAUSE);
      }
    } finally {
      removeHook(cancel);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending and the hook is at work: that is what it is for.
      hook.isAlive();
    }
  }

  private void cancel() {
    try {
      platform.post(path + "/" + ending, Json.NULL);
    } catch (IOException | CliException e) {
      // The platform has gone or the work has ended: either way there is nothing to cancel.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
