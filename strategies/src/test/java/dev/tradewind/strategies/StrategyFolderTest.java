package dev.tradewind.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.ExpressionScope;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own documents, while they are being changed. */
class StrategyFolderTest {
  @TempDir Path directory;

  private StrategyFolder folder() {
    return new StrategyFolder(directory, ExpressionScope::standard);
  }

  @Test
  void aDirectoryThatDoesNotExistIsEmpty() {
    assertThat(new StrategyFolder(directory.resolve("none"), ExpressionScope::standard).entries())
        .isEmpty();
  }

  @Test
  void aChangeIsSeenAndABrokenFileKeepsItsLastGoodContent() throws IOException {
    Path file = directory.resolve("one.yaml");
    Files.writeString(file, "name: one\nenter: close > open\n");
    Files.writeString(directory.resolve("notes.txt"), "no document");
    StrategyFolder folder = folder();
    String first = folder.entries().getFirst().rule().orElseThrow().id();

    Files.writeString(file, "name: one\nenter: close > open[1] + 1\n");
    String second = folder.entries().getFirst().rule().orElseThrow().id();
    Files.writeString(file, "name: one\nenter: close > opn\n");
    StrategyFolder.Entry broken = folder.entries().getFirst();

    assertThat(second).isNotEqualTo(first);
    assertThat(broken.rule().orElseThrow().id()).isEqualTo(second);
    assertThat(broken.problems()).singleElement().extracting(DocumentProblem::line).isEqualTo(2);
    assertThat(broken.name()).isEqualTo("one");

    Files.delete(file);
    assertThat(folder.entries()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsReported() throws IOException {
    Files.write(directory.resolve("bytes.yaml"), new byte[] {(byte) 0xc3, (byte) 0x28});
    Files.writeString(directory.resolve("huge.json"), "x".repeat(900_000));

    assertThat(folder().entries())
        .extracting(each -> each.problems().getFirst().message())
        .containsExactly(
            "a document must be UTF-8", "a document must have at most 200000 characters");
  }

  @Test
  void theLibraryKnowsTheShippedOnesByTheirNames() {
    List<String> ids = StrategyLibrary.STANDARD.all().stream().map(StrategyDescriptor::id).toList();

    assertThat(ids)
        .contains("buy_and_hold", "ema_crossover", "donchian_breakout")
        .doesNotHaveDuplicates();
    for (String id : ids) {
      StrategyDescriptor found = StrategyLibrary.STANDARD.find(id).orElseThrow();
      assertThat(found.id()).isEqualTo(id);
      assertThat(found.problems(Map.of())).isEmpty();
      assertThat(found.create(Map.of())).isNotNull();
    }
    assertThat(StrategyLibrary.STANDARD.find("enter close > open; exit close < open")).isPresent();
    assertThat(StrategyLibrary.STANDARD.find("nothing")).isEmpty();
  }
}
