package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tradewind.testkit.CompiledJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
  private static final PluginLimits LIMITS = PluginLimits.DEFAULT;

  @TempDir Path folder;

  private Path jar(String file, String type, String id) throws IOException {
    return CompiledJar.of(installed(file), CompiledJar.onBar(type, id, ""));
  }

  private Path installed(String file) throws IOException {
    return Files.createDirectories(folder.resolve(PluginFolder.NAME)).resolve(file);
  }

  @Test
  void jarsAreFoundByNameAndByHashAndReadAnewWhenTheyChange() throws IOException {
    PluginFolder plugins = PluginFolder.in(folder, LIMITS);
    assertThat(plugins.jars()).isEmpty();
    jar("a.jar", "First", "first");
    Files.writeString(installed("notes.txt"), "not a jar");
    List<PluginJar> before = plugins.jars();
    assertThat(before).singleElement().satisfies(each -> assertThat(each.problem()).isEmpty());
    String id = before.getFirst().strategies().getFirst().descriptor().id();
    assertThat(plugins.find("first")).isPresent();
    assertThat(plugins.find(id)).isPresent();
    assertThat(plugins.find("second")).isEmpty();
    assertThat(plugins.jars().getFirst()).isSameAs(before.getFirst());

    jar("a.jar", "Other", "first");
    assertThat(plugins.find("first").orElseThrow().id()).isNotEqualTo(id).startsWith("first@");

    Files.delete(installed("a.jar"));
    assertThat(plugins.find("first")).isEmpty();
  }

  @Test
  void ofTwoJarsWithOneNameTheSecondIsRefused() throws IOException {
    jar("a.jar", "First", "same");
    jar("b.jar", "Second", "same");
    assertThat(PluginFolder.in(folder, LIMITS).jars())
        .extracting(each -> each.problem().orElse(""))
        .containsExactly("", "another jar has a strategy same already");
  }

  private String problem(Map<String, byte[]> entries) throws IOException {
    Path jar = CompiledJar.write(folder.resolve("x.jar"), entries);
    PluginJar read = PluginJar.read(jar, LIMITS);
    assertThat(read.strategies()).isEmpty();
    return read.problem().orElseThrow();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrongWithAJarIsSaid() throws IOException {
    Path noJar = Files.writeString(folder.resolve("no.jar"), "no jar at all");
    assertThat(PluginJar.read(noJar, LIMITS).problem()).hasValue("it is no jar, or an empty one");
    assertThat(PluginJar.read(folder.resolve("missing.jar"), LIMITS).problem().orElseThrow())
        .startsWith("it cannot be read: ");
    assertThat(problem(Map.of("a.txt", text("x"))))
        .startsWith("it names no strategies in META-INF");
    assertThat(problem(Map.of("a/B.class", text("no class"), CompiledJar.SERVICES, text("a.B"))))
        .startsWith("a/B.class is no class: ");
    assertThat(problem(Map.of(CompiledJar.SERVICES, text("a.B # ours"))))
        .isEqualTo("class a.B, which it names, is not in it");
    Map<String, byte[]> classes =
        new LinkedHashMap<>(CompiledJar.compile("package a; public class B {}"));
    classes.put(CompiledJar.SERVICES, text("a.B"));
    assertThat(problem(classes)).startsWith("class a.B must implement dev.tradewind.engine");
    Map<String, byte[]> ours =
        new LinkedHashMap<>(
            CompiledJar.compile("package dev.tradewind.engine.strategy; public class Mine {}"));
    assertThat(problem(ours))
        .isEqualTo(
            "class dev.tradewind.engine.strategy.Mine must not be in a package of the product or of"
                + " Java");
  }

  @Test
  void codeThatReachesOutIsRefused() throws IOException {
    Path jar =
        CompiledJar.of(folder.resolve("y.jar"), CompiledJar.onBar("Out", "out", "System.exit(0);"));
    assertThat(PluginJar.read(jar, LIMITS).problem())
        .hasValue("class test.Out$Run uses java.lang.System.exit, which plugins may not");
  }

  @Test
  void descriptionsAreChecked() throws IOException {
    assertThat(wrong("return \"x\";", "return \"Wrong Name\";"))
        .contains("the id of a strategy must begin with a small letter", "was 'Wrong Name'");
    String parameter =
        "public List<ParameterDefinition> parameters() { return List.of(new"
            + " ParameterDefinition(\"n\", true, BigDecimal.TEN, BigDecimal.ONE, new BigDecimal(5),"
            + " \"\")); } public String title()";
    assertThat(wrong("public String title()", parameter))
        .isEqualTo("the default of parameter n of strategy x: n must be in 1..5, was 10");
    assertThat(wrong("return \"Title of x\";", "throw new IllegalStateException(\"no title\");"))
        .contains("its description failed: it threw IllegalStateException: no title");
  }

  private String wrong(String old, String replacement) throws IOException {
    Path jar =
        CompiledJar.of(
            folder.resolve("z.jar"), CompiledJar.onBar("Z", "x", "").replace(old, replacement));
    return PluginJar.read(jar, LIMITS).problem().orElseThrow();
  }

  @Test
  void limitsComeFromTheEnvironment() {
    assertThat(PluginLimits.of(Map.of())).isEqualTo(LIMITS);
    assertThat(
            PluginLimits.of(
                Map.of("TRADEWIND_PLUGIN_HEAP_MB", "64", "TRADEWIND_PLUGIN_CPU_MILLIS", "5000")))
        .isEqualTo(new PluginLimits(64, LIMITS.callbackMillis(), LIMITS.runMillis(), 5_000));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PluginLimits.of(Map.of("TRADEWIND_PLUGIN_HEAP_MB", "2")))
        .withMessage("TRADEWIND_PLUGIN_HEAP_MB must be in 16..65536, was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PluginLimits.of(Map.of("TRADEWIND_PLUGIN_RUN_MILLIS", "1h")))
        .withMessage("TRADEWIND_PLUGIN_RUN_MILLIS must be a whole number, was '1h'");
  }
}
