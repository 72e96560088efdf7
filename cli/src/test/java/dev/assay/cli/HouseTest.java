package dev.assay.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the house, over every module at once; none has an exception list. */
class HouseTest {

  private static final Pattern PACKAGE = Pattern.compile("`([a-z.]+)`");

  private static JavaClasses house;

  @BeforeAll
  static void importTheHouse() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.assay");
  }

  @Test
  void importing_findsEveryModule() {
    Set<String> modules = new TreeSet<>();
    for (JavaClass type : house) {
      modules.add(type.getPackageName().split("\\.")[2]);
    }
    assertThat(modules)
        .contains(
            "stats", "core", "models", "otel", "monitor", "server", "junit", "cli", "examples");
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("dev.assay.(**)").should().beFreeOfCycles().check(house);
  }

  @Test
  void packages_areNullMarked() {
    List<String> unmarked =
        house.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void packages_standInTheTableOfTheArchitecture() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : house) {
      packages.add(type.getPackageName().substring("dev.assay.".length()));
    }
    assertThat(packagesOfTheTable()).isEqualTo(packages);
  }

  // | module, or nothing for the one above | `package`, `package` | … |
  private static Set<String> packagesOfTheTable() throws IOException {
    Path page = Path.of("").toAbsolutePath().getParent().resolve("docs/architecture.md");
    Set<String> packages = new TreeSet<>();
    String module = "";
    for (String line : Files.readAllLines(page)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length < 6 || cells[1].contains("---") || cells[1].strip().equals("module")) {
        continue;
      }
      module = cells[1].isBlank() ? module : cells[1].strip();
      String of = module;
      PACKAGE
          .matcher(cells[2])
          .results()
          .map(found -> of + "." + found.group(1))
          .forEach(packages::add);
      if (cells[2].isBlank()) {
        packages.add(module);
      }
    }
    return packages;
  }

  @ParameterizedTest
  @CsvSource({
    "stats, 'core,models,otel,monitor,server,junit,cli,examples'",
    "core, 'models,otel,monitor,server,junit,cli,examples'",
    "models, 'otel,monitor,server,junit,cli,examples'",
    "otel, 'models,monitor,server,junit,cli,examples'",
    "monitor, 'models,otel,server,junit,cli,examples'",
    "server, 'junit,cli,examples'",
    "junit, 'models,otel,monitor,server,cli,examples'",
    "cli, 'junit'",
    "examples, 'cli'",
  })
  void modules_dependOnlyOnWhatTheDesignAllows(String module, String forbidden) {
    String[] packages =
        List.of(forbidden.split(",")).stream()
            .map(name -> "dev.assay." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("dev.assay." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(house);
  }

  @Test
  void commandLine_seesOfTheExamplesTheDemoAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.assay.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.assay.examples.support")
        .check(house);
  }

  @ParameterizedTest
  @CsvSource({
    "java.net.http..",
    "java.sql..",
    "javax.swing..",
    "java.awt..",
  })
  void core_seesNoHttpSqlOrScreen(String forbidden) {
    noClasses()
        .that()
        .resideInAnyPackage("dev.assay.core..", "dev.assay.stats..", "dev.assay.monitor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(forbidden)
        .check(house);
  }

  @Test
  void standardStreams_areTouchedByTheCommandLineAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.assay.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(house);
  }

  @Test
  void genericExceptions_areNotThrown() {
    // An exception of our own calls its superclass's constructor.
    noClasses()
        .that()
        .areNotAssignableTo(Throwable.class)
        .should()
        .callConstructor(RuntimeException.class)
        .orShould()
        .callConstructor(RuntimeException.class, String.class)
        .orShould()
        .callConstructor(RuntimeException.class, String.class, Throwable.class)
        .orShould()
        .callConstructor(Exception.class, String.class)
        .check(house);
  }

  @Test
  void clocksAndRandomness_areNotTakenFromThinAir() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.assay.cli..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .check(house);
  }

  @Test
  void internals_areSharedWithinTheirModuleOnly() {
    for (String module : List.of("stats", "core", "models", "otel", "monitor", "server")) {
      classes()
          .that()
          .resideInAPackage("dev.assay." + module + "..internal..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("dev.assay." + module + "..")
          .allowEmptyShould(true)
          .check(house);
    }
  }
}
