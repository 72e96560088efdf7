package dev.assay.core.evaluator.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoSecretsRuleTest {

  private static final String RULE = "{'no-secrets': true}";

  // Made up, in the shape of the real thing; split so that no scanner takes this file for a leak.
  private static final String MIXED = "q7Zt2KpX9vLm4RbN8sWd3YcF6hJg1Ta5UeQo";

  @ParameterizedTest
  @CsvSource({
    "'AKIA' + 'Q7ZT2KPX9VLM4RBN', AWS access key id",
    "'aws_secret_access_key = ' + 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzk4T9Qw2Ls', AWS secret key",
    "'ghp_' + 'q7Zt2KpX9vLm4RbN8sWd3YcF6hJg1Ta5UeQo', GitHub token",
    "'github_pat_' + '11ABCDEFG0q7Zt2KpX9vLm_4RbN8sWd3YcF6hJg1Ta5UeQoX2', GitHub token",
    "'glpat-' + 'q7Zt2KpX9vLm4RbN8sWd', GitLab token",
    "'xoxb-' + '2401234567-q7Zt2KpX9vLm', Slack token",
    "'https://hooks.slack.com/services/' + 'T01ABCDEF/B02GHIJKL/q7Zt2KpX9vLm4RbN8sWd', Slack webhook",
    "'sk-' + 'q7Zt2KpX9vLm4RbN8sWd3YcF6hJg1Ta5', API key",
    "'sk-proj-' + 'q7Zt2KpX9vLm4RbN8sWd3YcF6hJg1Ta5', API key",
    "'sk-ant-' + 'api03-q7Zt2KpX9vLm4RbN8sWd3YcF6hJg', API key",
    "'sk_live_' + 'q7Zt2KpX9vLm4RbN8sWd3YcF', Stripe key",
    "'AIza' + 'SyA7Zt2KpX9vLm4RbN8sWd3YcF6hJg1Ta5U', Google API key",
    "'npm_' + 'q7Zt2KpX9vLm4RbN8sWd3YcF6hJg1Ta5UeQo', npm token",
    "'-----BEGIN RSA ' + 'PRIVATE KEY-----', private key",
    "'-----BEGIN ' + 'PRIVATE KEY-----', private key",
    "'-----BEGIN OPENSSH ' + 'PRIVATE KEY-----', private key",
    "'postgres://admin:' + 'hunter2x@db.internal/x', password in a URL",
    "'password: ' + 'Tr0ub4dor&3xyz', password or key",
    "'\"api_key\": \"' + 'q7Zt2KpX9vLm4RbN\"', password or key",
  })
  void secret_isFound(String parts, String what) {
    String text = "It is " + parts.replace("' + '", "").replaceAll("^'|'$", "") + " ok";
    assertThat(Given.broken(RULE, text))
        .startsWith(what + " ")
        .endsWith("(expected: no credentials)");
  }

  @Test
  void webToken_isFoundByItsHeader() {
    String token =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
            + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0"
            + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    assertThat(Given.broken(RULE, "Bearer " + token)).startsWith("JSON Web Token ");
    Given.holds(RULE, token.replace("eyJhbGciOiJIUzI1NiIs", "eyJibGdiOiJIUzI1NiIs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAXXXXXXXXXXXXXXXX",
        "AKIA1234",
        "BAKIAQ7ZT2KPX9VLM4RBN",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-your-key",
        "task-force-of-the-year-2024-edition",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "password: ********",
        "password: <your-password>",
        "password: ${DB_PASSWORD}",
        "Your password must have 12 characters.",
        "Reset your password: open Settings and choose Security.",
        "api_key: YOUR_API_KEY",
        "the secret = practice",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "https://example.com:8080/path@x",
        "https://user@example.com/",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "550e8400-e29b-41d4-a716-446655440000",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "eyJ.not.a.token",
      })
  void nearMiss_isNotFound(String text) {
    Given.holds(RULE, text);
  }

  @Test
  void explanation_doesNotHoldTheSecret() {
    assertThat(Given.broken(RULE, "ghp_" + MIXED)).doesNotContain(MIXED.substring(4, 20));
  }

  @Test
  void allow_documentedExample_isLetThrough() {
    String example = "AKIAIOSFODNN7" + "EXAMPLE";
    Given.broken(RULE, example);
    Given.holds("{'no-secrets': true, 'allow': ['*EXAMPLE']}", example);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ",
        "eyJa.",
        "sk-",
        "sk-a",
        "AKIA",
        "secret",
        "secret=",
        "password=",
        "a://",
        "a://b:",
        "-----BEGIN ",
        "BEGIN A ",
        "xoxb-",
        "a",
        "A1",
        "api_key:\"",
        "\u0000",
        "\ud800"
      })
  void millionsOfHostileCharacters_endSoon(String unit) {
    long start = CpuTime.nanos();
    Given.check(RULE, unit.repeat(2_000_000 / unit.length()));
    assertThat((CpuTime.nanos() - start) / 1_000_000_000.0).isLessThan(15);
  }
}
