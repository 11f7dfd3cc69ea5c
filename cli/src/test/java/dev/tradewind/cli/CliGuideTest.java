package dev.tradewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CliGuideTest {

  @Test
  void theGuideListsEveryVerbOptionAndExitCodeAndNoOther() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/cli.md"));
    assertThat(guide).contains(CliGuide.MARKER);
    String reference = guide.substring(guide.indexOf(CliGuide.MARKER) + CliGuide.MARKER.length());
    assertThat(reference)
        .as("run dev.tradewind.cli.CliGuide with the path of the guide")
        .isEqualTo(CliGuide.reference());
  }
}
