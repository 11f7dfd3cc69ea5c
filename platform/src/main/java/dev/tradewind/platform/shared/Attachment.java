package dev.tradewind.platform.shared;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Answers that a browser keeps as a file. Used by all modules that export. */
public final class Attachment {
  private Attachment() {}

  /** A part of a file's name: what other systems do not take is a dash. */
  public static String namePart(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "-");
  }

  /** Says what follows: its media type and the name that the file is to have. */
  public static void head(HttpServletResponse response, String type, String name) {
    response.setContentType(type);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name).build().toString());
  }

  /** Answers with a file. */
  public static void send(HttpServletResponse response, String type, String name, Path file)
      throws IOException {
    head(response, type, name);
    response.setContentLengthLong(Files.size(file));
    Files.copy(file, response.getOutputStream());
  }

  /** Answers with text in UTF-8, which is written to what is returned; closing it ends it. */
  public static Writer text(HttpServletResponse response, String type, String name)
      throws IOException {
    head(response, type + ";charset=utf-8", name);
    return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
  }
}
