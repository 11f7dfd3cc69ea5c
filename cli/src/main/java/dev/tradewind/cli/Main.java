package dev.tradewind.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The process: standard streams in, exit code out. */
public final class Main {
  private static final int BUFFER = 1 << 16;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Else picocli looks for a class of Groovy, which opens every jar there is.
    System.setProperty("picocli.disable.closures", "true");
    Map<String, String> environment = System.getenv();
    Writer out = writer(FileDescriptor.out);
    PrintWriter err = new PrintWriter(writer(FileDescriptor.err), true);
    boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
    Session session =
        new Session(
            out,
            err,
            environment,
            isTerminal(2) && !"dumb".equals(environment.get("TERM")),
            isTerminal(1) && !plain);
    int code = Tradewind.execute(session, args);
    try {
      out.flush();
    } catch (IOException e) {
      // Whoever read our output has gone (`| head`); there is nobody left to tell.
      code = code == 0 ? ExitCode.FAILURE.code() : code;
    }
    err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static Writer writer(FileDescriptor descriptor) {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), BUFFER);
  }

  /** Java can only tell whether input and output are both terminals; Linux tells of each. */
  @SuppressWarnings("SystemConsoleNull") // The provider decides whether there is one.
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      if (Files.isSymbolicLink(link)) {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      }
    } catch (IOException e) {
      return false;
    }
    return System.console() != null && System.console().isTerminal();
  }
}
