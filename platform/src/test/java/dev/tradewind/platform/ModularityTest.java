package dev.tradewind.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tradewind.platform.access.Allow;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The structure of the platform. */
class ModularityTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tradewind.platform");

  @Test
  void modulesUseOnlyWhatTheyDeclare() {
    ApplicationModules.of(TradewindApplication.class).verify();
  }

  @Test
  void nothingReadsSerialisedJavaObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .because("Java serialisation runs code found in data")
        .check(CLASSES);
  }

  @Test
  void nothingEvaluatesTextOrLooksNamesUp() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.expression..",
            "javax.script..",
            "javax.naming..",
            "javax.tools..",
            "groovy..",
            "org.mvel2..",
            "org.apache.commons.jexl3..")
        .because("there is one expression language, and it is the engine's")
        .check(CLASSES);
  }

  @Test
  void nothingStartsProgramsExceptTheDatabase() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EmbeddedPostgres")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder")
        .check(CLASSES);
  }

  @Test
  void everyRouteDeclaresWhoMayCallIt() {
    methods()
        .that(
            new DescribedPredicate<JavaMethod>("are routes") {
              @Override
              public boolean test(JavaMethod method) {
                return method.getOwner().isAnnotatedWith(RestController.class)
                    && method.isMetaAnnotatedWith(RequestMapping.class);
              }
            })
        .should()
        .beAnnotatedWith(Allow.class)
        .check(CLASSES);
  }
}
