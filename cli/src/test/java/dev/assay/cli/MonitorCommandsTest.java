package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.json.Json;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that ask a running server, or look into its data directory. */
@Timeout(180)
class MonitorCommandsTest {

  private static final int ASKED = 12;

  @TempDir private Path folder;
  private Engine engine;
  private String url;

  @BeforeEach
  void serve() throws Exception {
    open();
    List<ObservedInteraction> asked = new ArrayList<>();
    Instant began = Instant.now().minusSeconds(120);
    for (int i = 0; i < ASKED; i++) {
      asked.add(asked(i, began.plusSeconds(i)));
    }
    engine.intake().interactions(asked).join();
    engine
        .intake()
        .signals(
            List.of(
                new Signal(
                    "s-1",
                    Signal.Kind.REPORT,
                    Subject.ofInteraction("i-3"),
                    Instant.now(),
                    "user",
                    "wrong")))
        .join();
    assertThat(engine.awaitStored(Duration.ofSeconds(60))).isTrue();
  }

  private void open() throws IOException {
    Path file = folder.resolve("assay.yaml");
    Files.writeString(
        file,
        "data: data\nhttp: 127.0.0.1:0\ngrpc: off\nevaluators: [refusal]\nsampling: {rate: 1}\n");
    ServerConfig config = ServerConfigReader.read(file, Map.of(), Overrides.NONE);
    engine =
        Engine.open(
            config,
            new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
    engine.start();
    url = engine.http().toString();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static ObservedInteraction asked(int i, Instant at) {
    return new ObservedInteraction(
        "i-" + i,
        null,
        null,
        null,
        at,
        "shop",
        "production",
        i % 3 == 0 ? "refunds" : "search",
        null,
        null,
        false,
        Interaction.builder()
            .input(List.of(Message.user("Question number " + i + " of ada@example.com?")))
            .output("Answer " + i)
            .build());
  }

  private Cli.Result assay(String... args) {
    return Cli.assay(
        Stream.concat(Stream.of(args), Stream.of("--url", url)).toArray(String[]::new));
  }

  private String theCase() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      JsonNode page = assay("failures", "list", "--json").json();
      if (!page.path("items").isEmpty()) {
        return page.at("/items/0/id").stringValue();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no failure case");
  }

  @Test
  void failures_fromReportToExample() throws Exception {
    String id = theCase();
    assertThat(assay("failures", "list", "--status", "new").out()).contains(id, "refunds", "new");
    Cli.Result shown = assay("failures", "show", id);
    assertThat(shown.out())
        .contains("Question number 3 of [EMAIL]?", "Answer 3", "new by production");
    assertThat(shown.err()).contains("assay failures accept " + id);

    Path dataset = folder.resolve("d.jsonl");
    String other = "{ \"id\": \"a\",  \"partition\": \"golden\", \"input\": \"Hi\" }\r\n";
    Files.writeString(dataset, other);
    assertThat(assay("failures", "export", "--dataset", dataset.toString()).err())
        .contains("Nothing to export");

    Cli.Result accepted =
        assay(
            "failures",
            "accept",
            id,
            "--expected",
            "Ask bob@example.com.",
            "--root-cause",
            "stale page",
            "--by",
            "ada");
    assertThat(accepted.out()).isEqualTo("Accepted " + id + ".\n");
    Cli.Result dry = assay("failures", "export", "--dataset", dataset.toString(), "--dry-run");
    assertThat(dry.out()).startsWith("Would put 1 example into ");
    assertThat(Files.readString(dataset)).isEqualTo(other);

    JsonNode exported =
        assay("failures", "export", "--dataset", dataset.toString(), "--json").json();
    assertThat(exported.at("/added").intValue()).isEqualTo(1);
    String text = Files.readString(dataset);
    assertThat(text).startsWith(other);
    JsonNode example = Json.parse(text.substring(other.length()), "example", 1);
    assertThat(example.at("/partition").stringValue()).isEqualTo("regression");
    assertThat(example.at("/input").stringValue()).isEqualTo("Question number 3 of [EMAIL]?");
    assertThat(example.at("/expected_output").stringValue()).isEqualTo("Ask [EMAIL].");
    assertThat(example.at("/metadata/root_cause").stringValue()).isEqualTo("stale page");
    assertThat(example.at("/provenance/confirmed_by").stringValue()).isEqualTo("ada");
    JsonNode after = assay("failures", "show", id, "--json").json();
    assertThat(after.at("/status").stringValue()).isEqualTo("exported");

    // Into a file that asks the same already.
    Path full = folder.resolve("full.jsonl");
    Files.writeString(
        full,
        "{\"id\":\"b\",\"partition\":\"golden\",\"input\":\"Question number 3 of [EMAIL]?\"}\n");
    Cli.Result alike = assay("failures", "export", "--dataset", full.toString(), "--case", id);
    assertThat(alike.err()).contains("asks the same as b (1.00) and is left out");
    Cli.Result both =
        assay(
            "failures", "export", "--dataset", full.toString(), "--case", id, "--with-duplicates");
    assertThat(both.out()).contains("1 added, 0 replaced");
  }

  @Test
  void failures_dismissed_haveTheirReason() throws Exception {
    String id = theCase();
    assertThat(assay("failures", "dismiss", id, "--reason", "a test").out())
        .isEqualTo("Dismissed " + id + ".\n");
    Cli.Result shown = assay("failures", "show", id);
    assertThat(shown.out())
        .contains("dismissed by local: a test")
        .containsPattern(
            "trend +steady: \\d+ in the last week, 0 in the one before; of both 1\\.00");
    assertThat(shown.err()).contains("assay failures reopen " + id);
    assertThat(assay("failures", "reopen", id, "--reason", "no test").out())
        .contains("Reopened " + id);
    assertThat(assay("failures", "show", id).out()).contains("new by local: no test");
    assertThat(assay("failures", "list", "--status", "new").out()).contains("steady");
    Cli.Result unknown = assay("failures", "show", "fc-x/../y");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("error: failure cases: fc-x/../y (expected: one that");
    Cli.Result notYet =
        assay("failures", "export", "--case", id, "--dataset", folder.resolve("d.jsonl") + "");
    assertThat(notYet.code()).isEqualTo(2);
    assertThat(notYet.err()).contains("expected: one that is accepted");
  }

  @Test
  void copies_areMadeByTheServerInItsFolderOnly() {
    Cli.Result backup = assay("backup", "--to", "now.duckdb");
    assertThat(backup.err()).isEmpty();
    Path file = folder.resolve("data").resolve("backups").resolve("now.duckdb");
    assertThat(backup.out()).startsWith("Wrote " + file + ", ");
    assertThat(file).exists();
    Cli.Result outside = assay("backup", "--to", folder.resolve("x.duckdb").toString());
    assertThat(outside.code()).isEqualTo(2);
    assertThat(outside.err()).contains("a plain name, to be made in");
    assertThat(folder.resolve("x.duckdb")).doesNotExist();

    Cli.Result export = assay("export", "--to", "all", "--format", "parquet");
    assertThat(export.out()).contains(ASKED + "  ", "exports/all/interactions.parquet");
    assertThat(assay("export", "--to", "late", "--from", "2200-01-01").out())
        .contains("0  ", "interactions.jsonl");
  }

  @Test
  void sampleTraffic_givesExamplesWithTheirProbability() throws IOException {
    Path file = folder.resolve("distribution.jsonl");
    Cli.Result drawn =
        assay("dataset", "sample-traffic", "--to", file + "", "--n", "6", "--by", "feature");
    assertThat(drawn.err()).isEmpty();
    assertThat(drawn.out()).contains("Wrote 6 examples", "6 interactions drawn of " + ASKED);
    for (String line : Files.readAllLines(file)) {
      JsonNode example = Json.parse(line, "line", 1);
      assertThat(example.at("/partition").stringValue()).isEqualTo("distribution");
      assertThat(example.at("/input").stringValue()).contains("[EMAIL]");
      double probability = example.at("/metadata/inclusion_probability").doubleValue();
      assertThat(probability).isBetween(0.01, 1.0);
    }
    assertThat(assay("dataset", "sample-traffic", "--to", file + "", "--n", "6").code())
        .isEqualTo(2);
  }

  @Test
  void dataDirectory_inUse_isRefused_andAfterwardsRead() {
    String data = folder.resolve("data").toString();
    String copy = folder.resolve("copy.duckdb").toString();
    Cli.Result used = Cli.assay("backup", "--to", copy, "--data", data);
    assertThat(used.code()).isEqualTo(2);
    assertThat(used.err()).contains("that no other server uses");

    engine.close();
    assertThat(Cli.assay("backup", "--to", copy, "--data", data).out()).contains(copy);
    assertThat(folder.resolve("copy.duckdb")).exists();
    Cli.Result export = Cli.assay("export", "--to", folder.resolve("out") + "", "--data", data);
    assertThat(export.out()).contains("out/interactions.jsonl");
    Path sample = folder.resolve("s.jsonl");
    Cli.Result drawn =
        Cli.assay("dataset", "sample-traffic", "--to", sample + "", "--n", "5", "--data", data);
    assertThat(drawn.out()).contains("Wrote 5 examples");
    String next = folder.resolve("next").toString();
    Cli.Result restored = Cli.assay("restore", "--from", copy, "--data", next, "--json");
    assertThat(restored.json().at("/store").stringValue()).isEqualTo(next + "/store");
    assertThat(Cli.assay("restore", "--from", copy, "--data", next).err())
        .contains("no store there yet");
    assertThat(Cli.assay("export", "--to", folder.resolve("again") + "", "--data", next).out())
        .contains(ASKED + "  ");
    assertThat(folder.resolve("again/interactions.jsonl"))
        .hasSameTextualContentAs(folder.resolve("out/interactions.jsonl"));
  }

  @Test
  void anExport_beginsAStore_orLeavesNothing() throws Exception {
    engine.close();
    String data = folder.resolve("data").toString();
    String out = folder.resolve("out").toString();
    assertThat(Cli.assay("export", "--to", out, "--data", data).code()).isZero();
    Path labels = folder.resolve("out/labels.jsonl");
    Files.writeString(labels, "{\"id\":7}\n");
    String next = folder.resolve("next").toString();
    Cli.Result wrong = Cli.assay("import", "--from", out, "--data", next);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("labels.jsonl:1: id: 7 (expected: a string)");
    assertThat(folder.resolve("next")).isEmptyDirectory();
    Files.writeString(labels, "");
    Cli.Result made = Cli.assay("import", "--from", out, "--data", next);
    assertThat(made.out())
        .contains(ASKED + "  " + out + "/interactions.jsonl", "Began the store in " + next);
    assertThat(Cli.assay("import", "--from", out, "--data", next).err())
        .contains("no store there yet");
    assertThat(Cli.assay("import", "--from", out).err()).contains("--data: missing");
    Cli.Result again =
        Cli.assay("export", "--to", folder.resolve("again") + "", "--data", next, "--json");
    assertThat(again.json().at("/files/0/rows").intValue()).isEqualTo(ASKED);
    for (String name : List.of("interactions", "evaluations", "signals", "labels", "windows")) {
      assertThat(folder.resolve("again").resolve(name + ".jsonl"))
          .hasSameTextualContentAs(folder.resolve("out").resolve(name + ".jsonl"));
    }
    assertThat(folder.resolve("out/windows.jsonl")).content().contains("\"level\":\"day\"");
  }

  @Test
  void serve_whatIsInUse_isRefused() {
    String port = String.valueOf(engine.http().getPort());
    Cli.Result sameData =
        Cli.assay("serve", "--data", folder.resolve("data") + "", "--http", "0", "--grpc", "off");
    assertThat(sameData.code()).isEqualTo(2);
    assertThat(sameData.err()).contains("that no other server uses");
    Cli.Result samePort =
        Cli.assay("serve", "--data", folder.resolve("other") + "", "--http", port, "--grpc", "off");
    assertThat(samePort.code()).isEqualTo(2);
    assertThat(samePort.err()).startsWith("error: ").contains(port);
    assertThat(samePort.err()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void serve_wrongConfiguration_isRefusedWithItsPlace() throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, "data: d\nhtpp: 4318\n");
    Cli.Result result = Cli.assay("serve", "--config", file.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("wrong.yaml:2:1", "htpp", "did you mean http?");
    assertThat(Cli.assay("serve", "--http", "0.0.0.0:0", "--data", folder.resolve("o") + "").err())
        .contains("while there is no API key", "assay keys create");
  }

  @Test
  void client_wrongAddressOrNobodyThere_saysSo() throws IOException {
    Cli.Result nobody = Cli.assay("failures", "list", "--url", "http://127.0.0.1:1");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err())
        .isEqualTo(
            "error: --url: http://127.0.0.1:1 (expected: a server that runs); start one: assay"
                + " serve\n");
    assertThat(Cli.assay("failures", "list", "--url", "ftp://x").err())
        .startsWith("error: --url: ftp://x (expected: an address such as");
    assertThat(Cli.assay("backup", "--to", "x", "--data", "d", "--url", url).err())
        .contains("a running server or a data directory");
    Path key = folder.resolve("key");
    Files.writeString(key, "two words\n");
    Cli.Result wrong = assay("failures", "list", "--key-file", key.toString());
    assertThat(wrong.err()).contains("as assay keys create shows it").doesNotContain("two words");
  }

  @Test
  void client_withoutItsKey_isToldHowToNameOne() throws IOException {
    engine.close();
    String data = folder.resolve("data").toString();
    JsonNode made =
        Cli.assay("keys", "create", "--name", "r", "--scope", "read", "--data", data, "--json")
            .json();
    open();
    Cli.Result none = assay("failures", "list");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("key: missing", "--key-file FILE, or ASSAY_KEY");
    Path key = folder.resolve("key");
    Files.writeString(key, made.at("/token").stringValue() + "\n");
    assertThat(assay("failures", "list", "--key-file", key.toString()).code()).isZero();
    Cli.Result forbidden = assay("backup", "--to", "b", "--key-file", key.toString());
    assertThat(forbidden.code()).isEqualTo(2);
    assertThat(forbidden.err()).contains("expected: a key with admin");
  }
}
