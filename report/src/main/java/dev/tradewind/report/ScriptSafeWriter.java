package dev.tradewind.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Makes JSON safe inside a script element: {@code < > &} and the two line separators of Unicode are
 * written as escapes. In JSON they occur only inside strings, where the escape means the same.
 */
final class ScriptSafeWriter extends Writer {
  private final Writer out;

  ScriptSafeWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      char c = buffer[i];
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        out.write(buffer, from, i - from);
        out.write(String.format("\\u%04x", (int) c));
        from = i + 1;
      }
    }
    out.write(buffer, from, offset + length - from);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
