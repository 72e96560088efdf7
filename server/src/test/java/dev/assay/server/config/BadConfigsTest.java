package dev.assay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadConfigsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1000,
      value = {
        "htp: 80 | c.yaml:1:1: htp (expected: a key of a configuration); did you mean http?",
        "- a | c.yaml:1:1: configuration: a list or keys (expected: keys with values)",
        "http: {prt: 80} | c.yaml:1:8: http.prt (expected: a key of http); did you mean port?",
        "http: {port: 70000} | c.yaml:1:14: http.port: 70000 (expected: a whole number from 0 to"
            + " 65535)",
        "http: a b:1 | c.yaml:1:7: http: a b:1 (expected: a port, or host:port, or both as host and"
            + " port)",
        "grpc: on | c.yaml:1:7: grpc: on (expected: a port, or host:port, or both as host and port,"
            + " or http, or off)",
        "log: loud | c.yaml:1:6: log: loud (expected: one of error, warn, info, debug)",
        "public_url: ftp://x | c.yaml:1:13: public_url (expected: an http or https address without"
            + " credentials (value not shown))",
        "limits: {max_body: 64} | c.yaml:1:20: limits.max_body: 64 (expected: a size such as 512KiB"
            + " or 64MiB, from 1KiB to 1GiB)",
        "limits: {max_value: 5000, max_record: 1000} | c.yaml:1:39: limits.max_record: 1000"
            + " (expected: at least max_value, which is 5000)",
        "store: {memory: 1MB} | c.yaml:1:17: store.memory: 1MB (expected: a size such as 512KiB or"
            + " 64MiB, from 64MB to 1000GB)",
        "store: {url: mysql://x} | c.yaml:1:14: store.url (expected:"
            + " postgresql://user:password@host:port/database (value not shown))",
        "journal: {commit_delay: 2s} | c.yaml:1:25: journal.commit_delay: 2s (expected: a duration"
            + " such as 30s, 10m or 30d, from 0s to 1s)",
        "journal: {pending: 1MiB} | c.yaml:1:20: journal.pending: 1MiB (expected: a size such as"
            + " 512KiB or 64MiB, from 64MiB to 16GiB)",
        "retention: {content: 30} | c.yaml:1:22: retention.content: 30 (expected: a duration such"
            + " as 30s, 10m or 30d, from 1m to 36500d)",
        "traces: {idle: 20m} | c.yaml:1:16: traces.longest: 20m (expected: at least as long as"
            + " idle)",
        "redaction: {detectors: [e-mail]} | c.yaml:1:25: redaction.detectors: e-mail (expected:"
            + " off, or some of email, phone, card, iban, ssn, ip, secrets); did you mean email?",
        "redaction: {patterns: {x: '('}} | c.yaml:1:27: redaction.patterns.x",
        "redaction: {patterns: {x: 'a*'}} | c.yaml:1:27: redaction.patterns.x: a* (expected: a"
            + " pattern that does not match where nothing stands)",
        "redaction: {content: [{app: a}]} | c.yaml:1:23: redaction.content[0].keep: missing"
            + " (expected: true or false)",
        "redaction: {content: some} | c.yaml:1:22: redaction.content: some (expected: keep, drop,"
            + " or a list of rules)",
        "redaction: {users: md5} | c.yaml:1:20: redaction.users: md5 (expected: keep, hash or drop,"
            + " or mode and salt)",
        "redaction: {phone_regions: [XX]} | c.yaml:1:29: ",
        "slices: [customer] | c.yaml:1:10: slices[0]: customer (expected: app, environment,"
            + " feature, prompt_template, prompt_version, model, release or tag:NAME)",
        "slices: [app, app] | c.yaml:1:15: slices[1]: app (expected: dimensions that no other has)",
        "slices: [{by: app, limit: 0}] | c.yaml:1:27: slices[0].limit: 0 (expected: a whole number"
            + " from 1 to 10000)",
        "slices: [{by: [app, model], first: [a]}] | c.yaml:1:37: slices[0].first: a (expected: one"
            + " value for each dimension, of which there are 2)",
        "lateness: soon | c.yaml:1:11: lateness: soon (expected: a duration such as 30s, 10m or"
            + " 30d, from 1m to 90d)",
        "evaluators: [refusel] | c.yaml:1:14: evaluator: refusel (expected: an evaluator that"
            + " exists); did you mean refusal?",
        "evaluators: [exact-match] | c.yaml:1:14: evaluators: exact-match (expected: an evaluator"
            + " that needs nothing of a dataset); it needs an expected output, which traffic does"
            + " not have",
        "evaluators: [{refusal: {share: 0.5}}] | c.yaml:1:32: evaluators.share: 0.5 (expected:"
            + " sampled: true beside it)",
        "evaluators: [{refusal: {}, sampled: maybe}] | c.yaml:1:37: evaluators.sampled: maybe"
            + " (expected: true or false)",
        "evaluators: [{grounding: {sampled: true, share: 0}}] | c.yaml:1:49: evaluators.share: 0"
            + " (expected: a number above 0, at most 1)",
        "evaluators: [{refusal: {tags: a}}] | c.yaml:1:14: evaluators: refusal (expected: no"
            + " partitions and tags, which are of datasets); strata under sampling say what is"
            + " looked at",
        "evaluators: [refusal, refusal] | c.yaml:1:23: evaluators: refusal (expected: names that"
            + " differ, and c.yaml:1:14 has it too); give one of them an alias with name",
        "sampling: {rate: 0} | c.yaml:1:18: sampling.rate: 0 (expected: a number above 0, at most"
            + " 1: what is never drawn is unknown)",
        "sampling: {rate: 1.5} | c.yaml:1:18: sampling.rate: 1.5 (expected: a number above 0, at"
            + " most 1: what is never drawn is unknown)",
        "sampling: {strata: [{name: a, rate: 0.1}]} | c.yaml:1:21: sampling.strata[0].match:"
            + " missing (expected: which interactions it holds)",
        "sampling: {strata: [{name: a, match: {app: b}, rate: 2}]} | c.yaml:1:54:"
            + " sampling.strata[0].rate: 2 (expected: a number above 0, at most 1: what is never"
            + " drawn is unknown)",
        "sampling: {strata: [{name: rest, match: {app: b}, rate: 1}]} | c.yaml:1:28:"
            + " sampling.strata[0].name: rest (expected: another name: rest is all that is left)",
        "sampling: {strata: [{name: a, match: {hours: [24]}, rate: 1}]} | c.yaml:1:47:"
            + " sampling.strata[0].match.hours: 24 (expected: hours from 0 to 23, such as 9 or"
            + " 22-6)",
        "sampling: {strata: [{name: a, match: {ap: b}, rate: 1}]} | c.yaml:1:39:"
            + " sampling.strata[0].match.ap (expected: a key of sampling.strata[0].match); did you"
            + " mean app?",
        "sampling: {rules: [erorr]} | c.yaml:1:20: sampling.rules[0]: erorr (expected: a rule); did"
            + " you mean error?",
        "sampling: {rules: [error, error]} | c.yaml:1:27: sampling.rules[1]: error (expected: names"
            + " that differ, and c.yaml:1:20 has it too)",
        "sampling: {rules: [{flagged: [x]}]} | c.yaml:1:31: sampling.rules[0].flagged: x (expected:"
            + " a flag of sampling.flags)",
        "sampling: {rules: [{signals: [thumb_down]}]} | c.yaml:1:31: sampling.rules[0].signals:"
            + " thumb_down (expected: a kind of signal); did you mean thumbs_down?",
        "sampling: {rules: [{low_score: {evaluator: grounding, below: 1}}]} | c.yaml:1:44:"
            + " sampling.rules[0].low_score.evaluator: grounding (expected: an evaluator that sees"
            + " everything); a rule may not rest on a sample, which it would distort",
        "sampling: {budget: {calls_per_hour: -1}} | c.yaml:1:37: sampling.budget.calls_per_hour: -1"
            + " (expected: an amount of 0 or more)",
        "sampling: {flags: {x: '['}} | c.yaml:1:23: pattern of x",
        "sampling: {zone: Berlin} | c.yaml:1:18: sampling.zone: Berlin (expected: a time zone such"
            + " as Europe/Berlin)",
        "sampling: {content_hold: 31d} | c.yaml:1:26: sampling.content_hold: 31d (expected: a"
            + " duration such as 30s, 10m or 30d, from 0s to 30d)",
        "evaluation: {concurrency: 0} | c.yaml:1:27: evaluation.concurrency: 0 (expected: a whole"
            + " number from 1 to 1000)",
        "evaluation: {emit: {}} | c.yaml:1:20: evaluation.emit.endpoint: missing (expected: an http"
            + " or https address)",
        "evaluation: {emit: {endpoint: 'http://h', format: otlp}} | c.yaml:1:51:"
            + " evaluation.emit.format: otlp (expected: one of events, openinference)",
        "evaluation: {emit: {endpoint: 'http://h', project: x}} | c.yaml:1:52:"
            + " evaluation.emit.project: x (expected: a project only with the format openinference)",
        "evaluation: {emit: {endpoint: 'http://h', format: openinference, project: ''}} |"
            + " c.yaml:1:75: evaluation.emit.project: ",
        "evaluation: {emit: {endpoint: 'http://h', evaluators: [refusal, groundin]}} | c.yaml:1:65:"
            + " evaluation.emit.evaluators: groundin (expected: sampled, all, or a list of"
            + " configured evaluators); did you mean grounding?",
        "evaluation: {emit: {endpoint: 'http://h', evaluators: every}} | c.yaml:1:55:"
            + " evaluation.emit.evaluators: every (expected: sampled, all, or a list of configured"
            + " evaluators)",
        "evaluation: {emit: {endpoint: 'http://h/v1/traces'}} | c.yaml:1:31:"
            + " evaluation.emit.endpoint (expected: an address without /v1/traces, for /v1/logs"
            + " (value not shown))",
        "evaluation: {emit: {endpoint: 'http://h', headers: {Host: other}}} | c.yaml:1:53:"
            + " evaluation.emit.headers: Host (expected: a header that is not the connection's own)",
        "web: {sign_in: {oidc: {issuer: 'http://login.example', client_id: a, roles: {viewer: [x]}}}}"
            + " | c.yaml:1:32: web.sign_in.oidc.issuer: http://login.example (expected: an https"
            + " address, without query, as the provider's tokens name it)",
        "web: {sign_in: {oidc: {issuer: 'https://h', client_id: a, roles: {owner: [x]}}}} |"
            + " c.yaml:1:67: web.sign_in.oidc.roles.owner (expected: a key of"
            + " web.sign_in.oidc.roles)",
        "web: {sign_in: {oidc: {issuer: 'https://h', roles: {viewer: x}}}} | c.yaml:1:23:"
            + " web.sign_in.oidc.client_id: missing",
        "deliveries: {name: a} | c.yaml:1:13: deliveries: a list or keys (expected: a list)",
        "deliveries: [{name: a}] | c.yaml:1:14: deliveries[0].type: missing (expected: one of"
            + " webhook, slack, email, alertmanager)",
        "deliveries: [{name: a, type: pigeon}] | c.yaml:1:30: deliveries[0].type: pigeon (expected:"
            + " one of webhook, slack, email, alertmanager)",
        "deliveries: [{name: a, type: slack}] | c.yaml:1:14: deliveries[0].url: missing (expected:"
            + " an http or https address)",
        "deliveries: [{name: a, type: slack, url: 'https://u:p@h'}] | c.yaml:1:42:"
            + " deliveries[0].url (expected: an http or https address without credentials (value"
            + " not shown))",
        "deliveries: [{name: a, type: slack, url: 'https://h', host: b}] | c.yaml:1:55:"
            + " deliveries[0].host (expected: a key of deliveries[0]); known: name, type,"
            + " min_severity,",
        "deliveries: [{name: a, type: slack, url: 'https://h', min_severity: hi}] | c.yaml:1:69:"
            + " deliveries[0].min_severity: hi (expected: one of low, medium, high, critical)",
        "deliveries: [{name: a, type: webhook, url: 'https://h', headers: {'a b': c}}] |"
            + " c.yaml:1:67: deliveries[0].headers (expected: names of headers, each with a text on"
            + " one line (value not shown))",
        "deliveries: [{name: a, type: email, host: h, from: a@b, to: b}] | c.yaml:1:61: address: b"
            + " (expected: an address such as Team <team@example.com>)",
        "deliveries: [{name: a, type: email, host: h, from: a@b, to: 'b@c, d@e'}] | c.yaml:1:61:"
            + " address",
        "deliveries: [{name: a b, type: slack, url: 'https://h'}] | c.yaml:1:21: channel: a b"
            + " (expected: 1 to 100 letters",
        "deliveries: [{name: a, type: slack, url: 'https://h', allow: [everything]}] | c.yaml:1:63:"
            + " ",
        "deliveries: [{name: a, type: email, host: h, from: a@b, to: b@c, user: u}] | c.yaml:1:72:"
            + " user: u (expected: a user and a password, or neither)",
        "deliveries: [{name: a, type: email, host: h, from: a@b, to: b@c, user: u, password: pass,"
            + " security: none}] | c.yaml:1:85: security: none (expected: starttls or tls where"
            + " there is a password)",
        "schedules: [{name: a, suite: none.yaml, cron: '0 0 * * *'}] | c.yaml:1:30:"
            + " schedules[0].suite: none.yaml (expected: a file that exists); paths are relative to"
            + " the configuration",
        "schedules: [{name: a/b, suite: c.yaml}] | c.yaml:1:20: schedule: a/b (expected: 1 to 100"
            + " letters",
        "schedules: [{name: a, suite: c.yaml, cron: nightly}] | c.yaml:1:44: ",
        "schedules: [{name: a, suite: c.yaml, cron: '61 * * * *'}] | c.yaml:1:44: ",
        "spot_checks: {n: -1} | c.yaml:1:18: spot_checks.n: -1 (expected: a whole number from 1 to"
            + " 500)",
        "spot_checks: {evaluator: groundin} | c.yaml:1:26: spot_checks.evaluator: groundin"
            + " (expected: one of evaluators); did you mean grounding?",
        "spot_checks: {min_agreement: 1} | c.yaml:1:30: spot_checks.min_agreement: 1 (expected: a"
            + " number above 0 and below 1)",
        "completion: [{nam: x}] | c.yaml:1:14: completion[0].name: missing",
        "failure_modes: {slow: 1s} | c.yaml:1:17: failure_modes.slow (expected: a key of"
            + " failure_modes)",
        "quality_export: {otlp: {endpoint: 'http://h', interval: 0s}} | c.yaml:1:57:"
            + " quality_export.otlp.interval: 0s (expected: a duration such as 30s, 10m or 30d,"
            + " from 1s to 1d)",
        "prices: none.json | c.yaml:1:9: prices: none.json (expected: a file that exists); paths"
            + " are relative to the configuration",
        "models: {judge: {model: 'openai:x', api_key: k}} | c.yaml:1:37: models.judge: api_key"
            + " (expected: a setting of models); name the environment variable that holds the key:"
            + " key_from: NAME",
        "data: ' ' | c.yaml:1:7: data:   (expected: a path)",
        "salt: '${NONE}' | c.yaml:1:7: variable: NONE (expected: set in the environment); set it,"
            + " or give a default: ${NONE:-default}",
        "data: !!java.net.URL [x] | c.yaml:1:7: tag",
      })
  void read_mistake_isNamedWithItsPlace(String yaml, String message) {
    List<String> mistakes = Configs.mistakes(folder, yaml + "\n", Map.of());
    assertThat(mistakes).isNotEmpty();
    assertThat(mistakes.get(0)).startsWith(message == null ? "" : message);
  }

  @Test
  void read_manyMistakes_areReportedTogetherInOrder() {
    List<String> mistakes =
        Configs.mistakes(
            folder, "http: x y\nlog: loud\nsampling: {rate: 2}\nspot_checks: {n: x}\n", Map.of());
    assertThat(mistakes).hasSize(4);
    assertThat(mistakes)
        .extracting(m -> m.substring(0, 9))
        .containsExactly("c.yaml:1:", "c.yaml:2:", "c.yaml:3:", "c.yaml:4:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deliveries: {name: a, secret: hunter22}",
        "deliveries: [{name: hunter22, type: slack, url: hunter22}]",
        "deliveries: [{name: a, type: webhook, url: 'https://h', secret: [hunter22]}]",
        "deliveries: [{name: a, type: webhook, url: 'https://h', headers: hunter22}]",
        "deliveries: [{name: a, type: webhook, url: 'https://h', headers: {a: [hunter22]}}]",
        "store: {url: 'mysql://u:hunter22@h'}",
        "store: {url: [hunter22]}",
        "salt: {a: hunter22}",
        "log: '${PASSWORD}'",
        "http: '${PASSWORD}'",
        "evaluators: ['${PASSWORD}']",
        "evaluators: [{'judge': {model: '${PASSWORD}'}}, {contains: {any: ['${PASSWORD}'], x:"
            + " '${PASSWORD}'}}]",
        "models: {judge: '${PASSWORD}'}",
        "models: {judge: {model: a, key_from: hunter22-}}",
        "slices: ['${PASSWORD}']",
        "sampling: {rules: ['${PASSWORD}'], salt: [hunter22]}",
      })
  void read_mistakeAboutASecret_doesNotShowIt(String yaml) {
    List<String> mistakes = Configs.mistakes(folder, yaml + "\n", Map.of("PASSWORD", "hunter22"));
    assertThat(mistakes).isNotEmpty();
    assertThat(String.join("\n", mistakes)).doesNotContain("hunter22");
  }

  @Test
  void toString_secrets_areNotShown() {
    ServerConfig config =
        Configs.read(
            folder,
            """
            salt: hunter22
            store: {url: "postgresql://u:hunter22@h/d"}
            redaction: {users: {mode: hash, salt: hunter22}}
            sampling: {salt: hunter22}
            deliveries:
              - {name: a, type: webhook, url: "https://h/hunter22", secret: hunter22hunter22, headers: {a: hunter22}}
            evaluation: {emit: {endpoint: "https://h", headers: {a: hunter22}}}
            monitors: [{name: hunter22, immediate: {mode: error}}]
            """);
    assertThat(
            config
                + "\n"
                + config.store()
                + config.redaction()
                + config.sampling()
                + config.deliveries()
                + config.evaluation()
                + Overrides.NONE.over(Map.of("ASSAY_SALT", "hunter22")))
        .doesNotContain("hunter22");
  }

  @Test
  void read_billionLaughs_isRefusedAtOnce() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(9));
      yaml.append("x]\n");
    }
    List<String> mistakes = Configs.mistakes(folder, yaml.toString(), Map.of());
    assertThat(mistakes).hasSize(50);
    assertThat(String.join("\n", mistakes)).contains("alias: *a0 (expected: no anchors");
  }

  @Test
  void read_deepNesting_isRefused() {
    List<String> mistakes =
        Configs.mistakes(folder, "monitors: " + "[".repeat(10_000) + "\n", Map.of());
    assertThat(mistakes)
        .singleElement()
        .asString()
        .contains("nesting (expected: at most 64 levels");
  }

  @Test
  void read_hugeFile_isRefused() throws Exception {
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "# " + "x".repeat(5 << 20));
    assertThatThrownBy(() -> ServerConfigReader.read(file, Map.of(), Overrides.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a configuration file of at most 4 MB");
  }

  @Test
  void read_noSuchFile_isRefused() {
    assertThatThrownBy(
            () -> ServerConfigReader.read(folder.resolve("no.yaml"), Map.of(), Overrides.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no.yaml (expected: a configuration file that exists)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: c",
        "\"",
        "{",
        "? [a]\n: b",
        "http: 80\nhttp: 81",
        "--- \nhttp: 80\n--- \nhttp: 81",
        "data: \"\\0\"",
        "<<: {a: b}",
        "%YAML 9.9\n---\na: b",
      })
  void read_strangeYaml_isAMistakeWithAPlace(String yaml) {
    List<String> mistakes = Configs.mistakes(folder, yaml + "\n", Map.of());
    assertThat(mistakes).isNotEmpty();
    assertThat(mistakes.get(0)).startsWith("c.yaml:");
  }

  @Test
  void read_hostileText_isHarmlessInMessages() {
    List<String> mistakes =
        Configs.mistakes(
            folder, "log: \"\\e[31mred\\u202e" + "x".repeat(10_000) + "\"\n", Map.of());
    assertThat(mistakes)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message).hasSizeLessThan(400);
              assertThat(message.chars()).noneMatch(c -> c < ' ' || c == 0x202E);
            });
  }
}
