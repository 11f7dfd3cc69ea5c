package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The checked-in description of the API is the one that the code gives. Run with {@code
 * -Dopenapi.write=true} to rewrite it.
 */
class OpenApiTest {
  private static final Path FILE = Path.of("openapi.json");

  @Test
  void theCheckedInDescriptionIsTheCurrentOne() throws IOException {
    Api.Answer answer = TestPlatform.shared().local().get("/openapi.json");
    assertThat(answer.status()).isEqualTo(200);
    String current = Json.pretty(answer.body());
    if (Boolean.getBoolean("openapi.write")) {
      Files.writeString(FILE, current);
    }
    assertThat(Files.readString(FILE))
        .as("platform/openapi.json; rewrite it with -Dopenapi.write=true")
        .isEqualTo(current);
    assertThat(Json.parse(current).get("openapi").asString()).startsWith("3.1");
  }
}
