package dev.tradewind.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatisticsDocumentationTest {
  private static final Pattern KEY = Pattern.compile("`([a-z][A-Za-z]+)`");

  @Test
  @DisplayName("every statistic is documented, and every documented statistic exists")
  void documented() throws IOException {
    List<Statistic> statistics =
        Statistics.of(
            new StatisticsInput(1, 1, 1, new Drawdown(0, 0), 365, 0, 0, 0, 0, 0, 0, List.of(), 0),
            new double[0]);
    Set<String> keys =
        statistics.stream().map(Statistic::key).collect(Collectors.toCollection(TreeSet::new));

    assertThat(documentedKeys()).isEqualTo(keys);
  }

  /** The names in the first column of the page's tables. */
  private static Set<String> documentedKeys() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../docs/concepts/statistics.md"))) {
      if (line.startsWith("| `")) {
        Matcher matcher = KEY.matcher(line.substring(0, line.indexOf('|', 1)));
        while (matcher.find()) {
          keys.add(matcher.group(1));
        }
      }
    }
    return keys;
  }
}
