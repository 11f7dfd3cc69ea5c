package dev.tradewind.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStructureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tradewind.store");

  @Test
  void onlyOnePackageKnowsDuckDb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tradewind.store.duckdb")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.duckdb..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tradewind.store.duckdb")
        .and()
        .doNotHaveFullyQualifiedName("dev.tradewind.store.imports.ParquetFile")
        .and()
        .doNotHaveFullyQualifiedName("dev.tradewind.store.export.FeatureExport")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tradewind.store.duckdb")
        .check(CLASSES);
  }

  @Test
  void onlyHashesReadColumnsWhereTheyAre() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tradewind.store.duckdb")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("SharedColumns")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.tradewind.store.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void readingCsvLoadsNoNativeCode(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("x.csv"),
            "date,open,high,low,close\n2024-01-01,1,1,1,1\n2024-01-02,1,1,1,1\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                ReadOne.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("dev.tradewind.store.imports.CsvFile")
        .doesNotContain("org.duckdb")
        .doesNotContain("tools.jackson");
  }
}
