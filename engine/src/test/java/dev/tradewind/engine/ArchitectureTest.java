package dev.tradewind.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The order of the packages, and what the engine may depend on. */
class ArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tradewind.engine");

  @Test
  void packagesDependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.tradewind.engine..")
        .layer("time")
        .definedBy("..engine.time")
        .layer("market")
        .definedBy("..engine.market..")
        .layer("indicator")
        .definedBy("..engine.indicator")
        .layer("expr")
        .definedBy("..engine.expr")
        .optionalLayer("feature")
        .definedBy("..engine.feature")
        .layer("strategy")
        .definedBy("..engine.strategy")
        .layer("signal")
        .definedBy("..engine.signal")
        .layer("statistics")
        .definedBy("..engine.statistics")
        .layer("simulation")
        .definedBy("..engine.simulation")
        .layer("robustness")
        .definedBy("..engine.robustness")
        .whereLayer("robustness")
        .mayNotBeAccessedByAnyLayer()
        .layer("optimize")
        .definedBy("..engine.optimize")
        .whereLayer("optimize")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("simulation")
        .mayOnlyBeAccessedByLayers("optimize", "robustness")
        .whereLayer("statistics")
        .mayOnlyBeAccessedByLayers("simulation", "optimize", "robustness")
        .whereLayer("signal")
        .mayOnlyBeAccessedByLayers("statistics", "simulation", "optimize", "robustness")
        .whereLayer("strategy")
        .mayOnlyBeAccessedByLayers("signal", "statistics", "simulation", "optimize", "robustness")
        .whereLayer("feature")
        .mayOnlyBeAccessedByLayers(
            "strategy", "signal", "statistics", "simulation", "optimize", "robustness")
        .whereLayer("expr")
        .mayOnlyBeAccessedByLayers(
            "feature", "strategy", "signal", "statistics", "simulation", "optimize", "robustness")
        .whereLayer("indicator")
        .mayOnlyBeAccessedByLayers(
            "expr",
            "feature",
            "strategy",
            "signal",
            "statistics",
            "simulation",
            "optimize",
            "robustness")
        .whereLayer("market")
        .mayOnlyBeAccessedByLayers(
            "indicator",
            "expr",
            "feature",
            "strategy",
            "signal",
            "statistics",
            "simulation",
            "optimize",
            "robustness")
        .check(ENGINE);
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
