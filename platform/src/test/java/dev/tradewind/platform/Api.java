package dev.tradewind.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A caller of the API over real HTTP. */
final class Api {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BOUNDARY = "tradewind-test-boundary";

  private final int port;
  private final Map<String, String> headers = new TreeMap<>();

  Api(int port) {
    this.port = port;
  }

  /** What came back. */
  record Answer(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      return Json.parse(body);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  Api with(String header, String value) {
    Api copy = new Api(port);
    copy.headers.putAll(headers);
    copy.headers.put(header, value);
    return copy;
  }

  Api bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  Api login(String user, String password) {
    Answer answer =
        post("/session", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.toString());
    }
    String cookie = answer.header("Set-Cookie");
    return with("Cookie", cookie.substring(0, cookie.indexOf(';')))
        .with("X-CSRF-Token", answer.json().get("csrfToken").asString());
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  Answer get(String path) {
    return send("GET", path, null, BodyPublishers.noBody());
  }

  Answer delete(String path) {
    return send("DELETE", path, null, BodyPublishers.noBody());
  }

  Answer post(String path, String json) {
    return send("POST", path, "application/json", BodyPublishers.ofString(json));
  }

  Answer put(String path, String json) {
    return send("PUT", path, "application/json", BodyPublishers.ofString(json));
  }

  Answer upload(String fileName, byte[] content, String options) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "name=\"options\"", "application/json", options.getBytes(StandardCharsets.UTF_8));
    part(body, "name=\"file\"; filename=\"" + fileName + "\"", "text/csv", content);
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        "POST",
        "/imports",
        "multipart/form-data; boundary=" + BOUNDARY,
        BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void part(
      ByteArrayOutputStream body, String disposition, String type, byte[] content) {
    String head =
        "--%s\r\nContent-Disposition: form-data; %s\r\nContent-Type: %s\r\n\r\n"
            .formatted(BOUNDARY, disposition, type);
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Paths that start with two slashes are taken as they are; others are below the API. */
  Answer send(String method, String path, String contentType, BodyPublisher body) {
    String target = path.startsWith("//") ? path.substring(1) : "/api/v1" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .method(method, body);
    headers.forEach(request::header);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
