package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tradewind.engine.simulation.SimulationConfig;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.simulation.Simulator;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run finds the code that it was made by, whatever became of the jar that was installed. */
class PluginArchiveTest {
  @TempDir Path home;
  private Path jar = Path.of("");
  private Path kept = Path.of("");
  private PluginFolder plugins = new PluginFolder(jar, archive(jar), PluginLimits.DEFAULT);

  private static PluginArchive archive(Path directory) {
    return new PluginArchive(directory, PluginLimits.DEFAULT);
  }

  @BeforeEach
  void install() throws IOException {
    jar = Files.createDirectories(home.resolve(PluginFolder.NAME)).resolve("first.jar");
    kept = home.resolve(PluginArchive.NAME);
    plugins = PluginFolder.in(home, PluginLimits.DEFAULT);
    buying(5);
  }

  private void buying(int bar) throws IOException {
    CompiledJar.of(
        jar,
        CompiledJar.onBar(
            "First",
            "first",
            "if (context.barCount(0) == "
                + bar
                + ") context.submit(new OrderIntent.Market(0, Side.BUY, new OrderSize.Lots(3)));"));
  }

  private String installedHash() throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
  }

  private static SimulationResult run(StrategyDescriptor strategy) {
    return Simulator.run(
        List.of(TestMarket.walk("A", "1D", 40, 1)),
        strategy,
        Map.of(),
        SimulationConfig.DEFAULT,
        SimulationListener.NONE);
  }

  @Test
  void whatIsListedIsNotKeptAndWhatIsRunIs() throws Exception {
    assertThat(plugins.jars()).hasSize(1);
    assertThat(kept).doesNotExist();

    StrategyDescriptor found = plugins.find("first").orElseThrow();
    String hash = installedHash();
    assertThat(found.codeHash()).hasValue(hash);
    assertThat(plugins.archive().kept())
        .containsExactly(new PluginArchive.Kept(hash, Files.size(jar)));
    assertThat(kept.resolve(hash + ".jar")).hasSameBinaryContentAs(jar);
    try (Stream<Path> files = Files.list(kept)) {
      assertThat(files).as("nothing half written").hasSize(1);
    }
  }

  @Test
  void anOldRunIsRepeatedAfterItsJarWasReplacedAndAfterItWasRemoved() throws Exception {
    StrategyDescriptor old = plugins.find("first").orElseThrow();
    String hash = installedHash();
    SimulationResult then = run(old);
    buying(9);

    assertThat(plugins.find("first").orElseThrow().id()).isNotEqualTo(old.id());
    assertThat(run(plugins.find(old.id(), hash).orElseThrow()).resultHash())
        .isEqualTo(then.resultHash());
    assertThat(run(plugins.find("first").orElseThrow()).resultHash())
        .isNotEqualTo(then.resultHash());

    Files.delete(jar);
    assertThat(plugins.find("first")).isEmpty();
    // Another process, which has nothing in memory.
    PluginFolder later = PluginFolder.in(home, PluginLimits.DEFAULT);
    StrategyDescriptor found = later.find(old.id(), hash).orElseThrow();
    assertThat(found.codeHash()).hasValue(hash);
    assertThat(run(found).resultHash()).isEqualTo(then.resultHash());
    assertThat(later.find(old.id()).orElseThrow().codeHash()).hasValue(hash);
  }

  @Test
  void whatIsGoneOrChangedIsNamedByItsHash() throws Exception {
    String id = plugins.find("first").orElseThrow().id();
    String hash = installedHash();
    buying(9);
    Path file = kept.resolve(hash + ".jar");
    byte[] bytes = Files.readAllBytes(file);

    Files.copy(jar, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(plugins.find(id, hash)).isEmpty();
    assertThat(plugins.missing(id, hash))
        .contains(id, "SHA-256 " + hash + " is gone", "other bytes, with SHA-256", installedHash());

    Files.write(file, bytes);
    assertThat(plugins.find(id, hash)).isPresent();

    Files.delete(file);
    assertThat(plugins.find(id, hash)).isEmpty();
    assertThat(plugins.find(id)).isEmpty();
    assertThat(plugins.missing(id, hash))
        .isEqualTo(
            "the jar of strategy "
                + id
                + " with SHA-256 "
                + hash
                + " is gone: it is not installed, and there is no plugins-kept/"
                + hash
                + ".jar");
  }

  @Test
  void oneHashIsNeverTakenForAnotherThatBeginsTheSame() throws Exception {
    String id = plugins.find("first").orElseThrow().id();
    String hash = installedHash();
    String similar = hash.substring(0, 12) + "0".repeat(52);
    assertThat(plugins.find(id, similar)).isEmpty();
    assertThat(plugins.find(id, hash)).isPresent();
    assertThat(plugins.find("../" + id, "../" + hash)).isEmpty();
  }

  @Test
  void whatIsNotNeededCanBeRemoved() throws Exception {
    plugins.find("first");
    String hash = installedHash();
    assertThat(plugins.archive().remove(hash)).isTrue();
    assertThat(plugins.archive().remove(hash)).isFalse();
    assertThat(plugins.archive().kept()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plugins.archive().remove("../plugins/first"))
        .withMessage("hash must have 64 digits of 0-9 and a-f, was '../plugins/first'");
  }

  @Test
  void aRunThatCouldNotBeRepeatedIsRefused() throws IOException {
    Files.writeString(kept, "a file where the directory should be");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> plugins.find("first"))
        .withMessageContaining("the jar of strategy first@")
        .withMessageContaining("cannot be kept");
  }
}
