package dev.tradewind.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the packages, and what the engine may depend on. */
class ArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tradewind.engine");

  /** Each package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "time",
          "market",
          "indicator",
          "expr",
          "feature",
          "strategy",
          "signal",
          "statistics",
          "simulation",
          "robustness",
          "sweep",
          "optimize");

  @ParameterizedTest
  @MethodSource("names")
  void packagesDependOneWay(String name) {
    List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
    noClasses()
        .that()
        .resideInAPackage("..engine." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            later.stream().map(each -> "..engine." + each + "..").toArray(String[]::new))
        .allowEmptyShould(true)
        .check(ENGINE);
  }

  private static List<String> names() {
    return ORDER;
  }

  @Test
  void everyPackageHasItsPlace() {
    assertThat(ENGINE.stream().map(each -> each.getPackageName().split("\\.", 5)))
        .allSatisfy(parts -> assertThat(parts.length < 4 || ORDER.contains(parts[3])).isTrue());
  }

  @Test
  void packagesHaveNoCycle() {
    slices().matching("dev.tradewind.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void theEngineDependsOnTheJdkAndJSpecifyOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.tradewind.engine..", "java..", "org.jspecify..")
        .check(ENGINE);
  }

  @Test
  void onlyBatchKernelsReadColumnsWhereTheyAre() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..engine.market", "..engine.expr")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("SharedColumns")
        .because("whoever gets such a column could write to an immutable series")
        .check(ENGINE);
  }

  @Test
  void theVersionIsThatOfTheArtifact() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);

    assertThat(version.find()).isTrue();
    assertThat(EngineVersion.CURRENT).isEqualTo(version.group(1));
  }
}
