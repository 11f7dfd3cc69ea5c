package dev.tradewind.platform.access.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import tools.jackson.core.io.JsonStringEncoder;

/** Problem documents from filters, which are outside the reach of controllers' advice. */
final class ProblemWriter {
  private ProblemWriter() {}

  static void write(HttpServletResponse response, int status, String detail) throws IOException {
    HttpStatus known = HttpStatus.valueOf(status);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    String text = new String(JsonStringEncoder.getInstance().quoteAsCharArray(detail));
    response
        .getWriter()
        .write(
            "{\"type\":\"about:blank\",\"title\":\""
                + known.getReasonPhrase()
                + "\",\"status\":"
                + status
                + ",\"detail\":\""
                + text
                + "\",\"errors\":[]}");
  }
}
