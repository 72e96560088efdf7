package dev.assay.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JavaTargetTest extends TargetContract {

  @Override
  String kind() {
    return "java";
  }

  @Override
  JsonNode echo() {
    return Requests.text(Echo.class.getName());
  }

  @Test
  void aFunction_isATargetOfTheLastMessagesText() throws Exception {
    try (OpenTarget target = open(Json.object().put("class", Shout.class.getName()))) {
      assertThat(target.target().call(Requests.of("hello")).output()).isEqualTo("HELLO");
    }
  }

  @Test
  void parameters_goToTheConstructorAndIntoTheVersion() throws Exception {
    ObjectNode config = Json.object().put("class", Configured.class.getName());
    config.putObject("parameters").put("prefix", "> ");
    try (OpenTarget target = open(config)) {
      assertThat(target.target().call(Requests.of("x")).output()).isEqualTo("> x");
      config.putObject("parameters").put("prefix", "# ");
      try (OpenTarget other = open(config)) {
        assertThat(other.version()).isNotEqualTo(target.version());
      }
    }
  }

  @Test
  void theFingerprint_isPartOfTheVersion() {
    ObjectNode config = Json.object().put("class", Configured.class.getName());
    try (OpenTarget target = open(config)) {
      Configured.fingerprint = "other";
      try (OpenTarget other = open(config)) {
        assertThat(other.version()).isNotEqualTo(target.version());
      }
    } finally {
      Configured.fingerprint = "";
    }
  }

  @Test
  void aClassPath_isOfFoldersAndJarsRelativeToTheSuite() throws Exception {
    compile("Greeter", "hello ");
    ObjectNode config = Json.object().put("class", "Greeter");
    config.putArray("classpath").add("classes");
    String version;
    try (OpenTarget target = open(config)) {
      version = target.version();
      assertThat(target.target().call(Requests.of("Ann")).output()).isEqualTo("hello Ann");
    }
    compile("Greeter", "good morning ");
    try (OpenTarget target = open(config)) {
      assertThat(target.version()).isNotEqualTo(version);
      assertThat(target.target().call(Requests.of("Ann")).output()).isEqualTo("good morning Ann");
    }
    jar();
    config.putArray("classpath").add("lib/*.jar");
    try (OpenTarget target = open(config)) {
      assertThat(target.target().call(Requests.of("Ann")).output()).isEqualTo("good morning Ann");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no.such.Class | target.java.class: no.such.Class (expected: a class on the class path)
          java.lang.String | implements dev.assay.core.target.Target or Function<String, String>
          dev.assay.core.target.JavaTargetTest$NoConstructor | a class with a public constructor
          dev.assay.core.target.JavaTargetTest$Hidden | a class with a public constructor
          dev.assay.core.target.JavaTargetTest$Broken | IllegalStateException: no knowledge base
          dev.assay.core.target.JavaTargetTest$BrokenStatics | IllegalStateException: static
          """)
  void aClassThatCannotBeUsed_isRefusedWithWhatToDo(String name, String message) {
    assertThatThrownBy(() -> open(Json.object().put("class", name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(";");
  }

  @Test
  void parametersAClassDoesNotTake_areRefused() {
    ObjectNode config = Json.object().put("class", Echo.class.getName());
    config.putObject("parameters").put("a", 1);
    assertThatThrownBy(() -> open(config)).hasMessageContaining("target.java.parameters");
  }

  @Test
  void aClassPathThatIsNotThere_isRefused() {
    ObjectNode config = Json.object().put("class", Echo.class.getName());
    config.putArray("classpath").add("target/classes");
    assertThatThrownBy(() -> open(config))
        .hasMessageContaining("target.java.classpath: target/classes")
        .hasMessageContaining("build it first");
  }

  private OpenTarget open(ObjectNode config) {
    return Requests.open("java", config, folder);
  }

  private void compile(String name, String prefix) throws Exception {
    Path source = folder.resolve(name + ".java");
    Files.writeString(
        source,
        "public class Greeter implements java.util.function.Function<String, String> {"
            + "public String apply(String s) { return \""
            + prefix
            + "\" + s; }}");
    Files.createDirectories(folder.resolve("classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                OutputStream.nullOutputStream(),
                null,
                "-d",
                folder.resolve("classes").toString(),
                source.toString());
    assertThat(code).isZero();
  }

  private void jar() throws Exception {
    Files.createDirectories(folder.resolve("lib"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("lib/greeter.jar")))) {
      jar.putNextEntry(new JarEntry("Greeter.class"));
      jar.write(Files.readAllBytes(folder.resolve("classes/Greeter.class")));
    }
  }

  /** Answers with its input. */
  public static final class Echo implements Target {
    @Override
    public Interaction call(TargetRequest request) {
      return Interaction.ofOutput(request.input().asString());
    }
  }

  /** A function. */
  public static final class Shout implements Function<String, String> {
    @Override
    public String apply(String text) {
      return text.toUpperCase(java.util.Locale.ROOT);
    }
  }

  /** Takes parameters. */
  public static final class Configured implements Target {
    static String fingerprint = "";
    private final String prefix;

    public Configured(TargetContext context, ObjectNode parameters) {
      this.prefix = parameters.path("prefix").asString("");
    }

    @Override
    public Interaction call(TargetRequest request) {
      return Interaction.ofOutput(prefix + request.input().asString());
    }

    @Override
    public String fingerprint() {
      return fingerprint;
    }
  }

  /** Cannot be made. */
  public static final class NoConstructor implements Target {
    public NoConstructor(int n) {}

    @Override
    public Interaction call(TargetRequest request) {
      return Interaction.ofOutput("x");
    }
  }

  /** Cannot be seen. */
  static final class Hidden implements Target {
    @Override
    public Interaction call(TargetRequest request) {
      return Interaction.ofOutput("x");
    }
  }

  /** Fails when made. */
  public static final class Broken implements Target {
    public Broken() {
      throw new IllegalStateException("no knowledge base");
    }

    @Override
    public Interaction call(TargetRequest request) {
      return Interaction.ofOutput("x");
    }
  }

  /** Fails when loaded. */
  public static final class BrokenStatics implements Target {
    private static final List<String> FACTS = facts();

    private static List<String> facts() {
      throw new IllegalStateException("static");
    }

    @Override
    public Interaction call(TargetRequest request) {
      return Interaction.ofOutput(FACTS.get(0));
    }
  }
}
