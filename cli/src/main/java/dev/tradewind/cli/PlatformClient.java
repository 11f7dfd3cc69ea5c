package dev.tradewind.cli;

import dev.tradewind.store.TradewindHome;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * The API of the platform that runs on the same home directory. What it refuses becomes a {@link
 * CliException} with its own words.
 */
final class PlatformClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final Duration UPLOAD = Duration.ofHours(2);
  private static final String BASE = "/api/v1";

  private final HttpClient http;
  private final URI root;
  private final String token;
  private final long pid;

  PlatformClient(URI root, String token, long pid) {
    this.root = root;
    this.token = token;
    this.pid = pid;
    // The platform is on this machine, so no proxy may come between.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** The platform named in the home directory, if its process is alive. */
  static Optional<PlatformClient> find(Session session) {
    Optional<Json> description = description(session.home());
    if (description.isEmpty()) {
      return Optional.empty();
    }
    Json facts = description.get();
    long pid = facts.get("pid").asLong();
    if (!isAlive(pid)) {
      return Optional.empty();
    }
    URI root =
        URI.create("http://" + host(facts.text("address")) + ":" + facts.get("port").asLong());
    return Optional.of(new PlatformClient(root, facts.text("token"), pid));
  }

  /** Where to reach a platform that listens at an address; one that listens everywhere is here. */
  static String host(String address) {
    return switch (address) {
      case "", "0.0.0.0", "::", "[::]", "*" -> "127.0.0.1";
      default -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    };
  }

  static boolean isAlive(long pid) {
    return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** What the platform's file says, if there is one that can be read. */
  static Optional<Json> description(TradewindHome home) {
    if (!Files.exists(home.platformFile())) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(home.platformFile())) {
      return Optional.of(Json.parse(in));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "cannot read "
              + home.platformFile()
              + ", which tells how to reach the platform: "
              + e.getMessage(),
          e);
    }
  }

  /** The platform, which these verbs cannot do without. */
  static PlatformClient require(Session session, String what) {
    return find(session)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.UNAVAILABLE,
                    what
                        + " are kept by the platform, which does not run on "
                        + session.home().root()
                        + ": start it with 'tradewind up'"));
  }

  URI root() {
    return root;
  }

  long pid() {
    return pid;
  }

  Json get(String path, Map<String, String> query) throws IOException, InterruptedException {
    return json(request(path, query).GET().build());
  }

  Json get(String path) throws IOException, InterruptedException {
    return get(path, Map.of());
  }

  /** All items of a paged list. */
  List<Json> all(String path, Map<String, String> query) throws IOException, InterruptedException {
    List<Json> items = new ArrayList<>();
    Map<String, String> page = new TreeMap<>(query);
    while (true) {
      Json answer = get(path, page);
      items.addAll(answer.get("items").items());
      Json next = answer.get("nextCursor");
      if (next.isNull() || answer.get("items").items().isEmpty()) {
        return items;
      }
      page.put("cursor", next.display());
    }
  }

  Json post(String path, Json body) throws IOException, InterruptedException {
    return json(
        request(path, Map.of())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.compact()))
            .build());
  }

  Json put(String path, Json body) throws IOException, InterruptedException {
    return json(
        request(path, Map.of())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.compact()))
            .build());
  }

  void delete(String path) throws IOException, InterruptedException {
    send(request(path, Map.of()).DELETE().build()).body().close();
  }

  /** Deletes what a query names; says what was deleted. */
  Json delete(String path, Map<String, String> query) throws IOException, InterruptedException {
    return json(request(path, query).DELETE().build());
  }

  /** Sends a file with its options, without loading it. */
  Json upload(String path, Path file, Json options) throws IOException, InterruptedException {
    String boundary = "tradewind-" + UUID.randomUUID();
    String name = String.valueOf(file.getFileName()).replaceAll("[\"\\r\\n\\\\]", "_");
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"options\"\r\n"
            + "Content-Type: application/json\r\n\r\n"
            + options.compact()
            + "\r\n--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return json(
        request(path, Map.of())
            .timeout(UPLOAD)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body)
            .build());
  }

  /** Saves an answer to a file, which appears only when it is complete. */
  void download(String path, Map<String, String> query, Path target)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send(request(path, query).GET().build());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (InputStream in = response.body()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** An answer as text. */
  String text(String path, Map<String, String> query) throws IOException, InterruptedException {
    try (InputStream in = send(request(path, query).GET().build()).body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The number of an answer's status; failures are answers too. */
  int status(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(CONNECT)
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    StringBuilder target = new StringBuilder(BASE).append(path);
    char separator = '?';
    for (Map.Entry<String, String> each : new TreeMap<>(query).entrySet()) {
      target.append(separator).append(each.getKey()).append('=').append(segment(each.getValue()));
      separator = '&';
    }
    return HttpRequest.newBuilder(root.resolve(target.toString()))
        .timeout(ANSWER)
        .header("Accept", "application/json, application/problem+json, */*")
        .header("Authorization", "Bearer " + token);
  }

  private Json json(HttpRequest request) throws IOException, InterruptedException {
    try (InputStream in = send(request).body()) {
      return Json.parse(in);
    } catch (JacksonException e) {
      throw new CliException(
          ExitCode.FAILURE, "the platform's answer to " + request.uri() + " is not JSON", e);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() >= 400) {
        throw refusal(response);
      }
      return response;
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CliException(
          ExitCode.UNAVAILABLE,
          "the platform (pid "
              + pid
              + ") does not answer at "
              + root
              + ": if that process is not Tradewind, remove run/platform.json in TRADEWIND_HOME",
          e);
    }
  }

  private static CliException refusal(HttpResponse<InputStream> response) throws IOException {
    Json problem;
    try (InputStream in = response.body()) {
      problem = Json.parse(in);
    } catch (JacksonException e) {
      problem = Json.NULL;
    }
    List<String> parts = new ArrayList<>();
    for (Json error : problem.get("errors").items()) {
      parts.add(error.text("message"));
    }
    if (parts.isEmpty()) {
      String detail = problem.text("detail");
      parts.add(detail.isEmpty() ? problem.text("title") : detail);
    }
    int status = response.statusCode();
    ExitCode code =
        switch (status) {
          case 400, 422 -> ExitCode.USAGE;
          case 404 -> ExitCode.NOT_FOUND;
          case 409 -> ExitCode.CONFLICT;
          case 413, 415 -> ExitCode.REFUSED;
          case 401, 403, 429, 503 -> ExitCode.UNAVAILABLE;
          default -> ExitCode.FAILURE;
        };
    return new CliException(
        code, "the platform refused (" + status + "): " + String.join("; ", parts));
  }
}
