package dev.tradewind.engine.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of doubts is the documented one, both ways. */
class RobustnessDocumentationTest {
  @Test
  void everyThresholdIsDocumentedAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/concepts/robustness.md")).stream()
            .filter(line -> line.startsWith("| `") && line.split("\\|", -1).length == 8)
            .toList();

    assertThat(rows).hasSize(Doubt.values().length);
    for (Doubt doubt : Doubt.values()) {
      String row =
          rows.stream()
              .filter(line -> line.startsWith("| `" + doubt.code() + "` |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(doubt + " is not documented"));
      List<String> cells = Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
      assertThat(cells.get(2)).isEqualTo(doubt.kind().name().toLowerCase(Locale.ROOT));
      assertThat(cells.get(4))
          .as(doubt.code())
          .endsWith(" " + Words.value(doubt.threshold()))
          .contains(doubt.isAbove() ? "above" : "below");
      assertThat(cells.get(5)).as(doubt.code()).isEqualTo(Words.value(doubt.worst()));
      assertThat(cells.get(6)).as(doubt.code()).isEqualTo(Words.value(doubt.weight()));
    }
  }
}
