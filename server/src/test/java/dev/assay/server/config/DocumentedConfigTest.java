package dev.assay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.server.schedule.CronTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/config.md} against what is read. */
class DocumentedConfigTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private List<String> files;
  private String page;

  @BeforeEach
  void readPage() throws Exception {
    page = Files.readString(Path.of("../docs/config.md"));
    files = new ArrayList<>();
    Matcher matcher = YAML.matcher(page);
    while (matcher.find()) {
      files.add(matcher.group(1));
    }
    assertThat(files).hasSize(2);
  }

  @Test
  void documentedDefaults_areTheDefaults() {
    ServerConfig documented = Configs.read(folder, files.get(0));
    ServerConfig defaults = ServerConfigReader.read(null, Map.of(), Overrides.NONE);
    assertThat(documented)
        .usingRecursiveComparison()
        .ignoringFields("file", "data", "datasets", "runs")
        .withEqualsForType(
            (a, b) -> a.evaluator().equals(b.evaluator()) && a.parameters().equals(b.parameters()),
            EvaluatorSpec.class)
        .withEqualsForType((a, b) -> a.toString().equals(b.toString()), CronTimes.class)
        .isEqualTo(defaults);
    assertThat(folder.relativize(documented.data())).isEqualTo(defaults.data());
    assertThat(folder.relativize(documented.datasets())).isEqualTo(defaults.datasets());
    assertThat(folder.relativize(documented.runs())).isEqualTo(defaults.runs());
  }

  @Test
  void documentedRest_isRead() throws Exception {
    Files.writeString(folder.resolve("suite.yaml"), "");
    Files.writeString(folder.resolve("prices.json"), "{}");
    ServerConfig config = Configs.read(folder, files.get(1));
    assertThat(config.deliveries().channels()).hasSize(4);
    assertThat(config.sampling().rules()).hasSize(6);
    assertThat(config.monitors()).isNotNull();
  }

  @Test
  void everyKey_isDocumented() {
    Set<String> documented = new TreeSet<>();
    for (String file : files) {
      gather(
          "",
          Objects.requireNonNull(NodeReader.read(file, "d.yaml", new ArrayList<>())),
          documented);
    }
    List<String> missing = new ArrayList<>();
    ServerKeys.ALL.forEach(
        (section, keys) -> {
          String path = section.replaceFirst("^deliveries\\[]\\..*", "deliveries[]");
          keys.forEach(
              key -> {
                String full = path.isEmpty() ? key : path + "." + key;
                // Kinds of rules stand alone, or as keys.
                boolean rule = section.equals("sampling.rules[]") && page.contains(key);
                // The host and the port of a door are the same for both.
                boolean door = section.equals("grpc");
                if (!documented.contains(full)
                    && !among(documented, section, key)
                    && !rule
                    && !door) {
                  missing.add(full);
                }
              });
        });
    assertThat(missing).isEmpty();
  }

  /** Those of evaluators stand among an evaluator's parameters too. */
  private static boolean among(Set<String> documented, String section, String key) {
    return section.equals("evaluators[]")
        && documented.stream().anyMatch(d -> d.startsWith(section) && d.endsWith("." + key));
  }

  @Test
  void everyVariable_isDocumented() {
    Overrides.VARIABLES.forEach(
        (name, key) -> assertThat(page).contains("| `" + name + "` | `" + key + "`"));
  }

  private static void gather(String path, Node node, Set<String> keys) {
    if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                String full = path.isEmpty() ? key : path + "." + key;
                keys.add(full);
                gather(full, entry.value(), keys);
              });
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> gather(path + "[]", item, keys));
    }
  }
}
