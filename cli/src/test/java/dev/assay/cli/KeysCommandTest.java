package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.key.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KeysCommandTest {

  @TempDir private Path folder;

  private String data() {
    return folder.resolve("data").toString();
  }

  @Test
  void create_showsTheKeyOnceAndKeepsItsHash() throws IOException {
    Cli.Result made =
        Cli.assay("keys", "create", "--name", "shop", "--scope", "ingest,read", "--data", data());
    assertThat(made.code()).isZero();
    assertThat(made.out()).matches("assay_[0-9a-f]{12}_\\S+\n");
    assertThat(made.err()).contains("for shop (ingest,read)").doesNotContain(made.out().strip());
    String kept = Files.readString(folder.resolve("data").resolve("keys.json"));
    assertThat(kept).contains("shop").doesNotContain(made.out().strip());
    KeyStore store = KeyStore.open(folder.resolve("data"), Clock.systemUTC(), new SecureRandom());
    assertThat(store.check(made.out().strip())).isPresent();

    Cli.Result list = Cli.assay("keys", "list", "--data", data());
    assertThat(list.out()).contains("shop", "ingest,read", "used never");
    assertThat(list.out()).doesNotContain(made.out().strip());
  }

  @Test
  void revoke_byId_endsIt() {
    JsonNode made =
        new Cli()
            .environment(Map.of("ASSAY_DATA", data()))
            .run("keys", "create", "--name", "ops", "--scope", "admin", "--json")
            .json();
    String id = made.at("/key/id").stringValue();
    assertThat(made.at("/token").stringValue()).contains(id);

    assertThat(Cli.assay("keys", "revoke", id, "--data", data()).out())
        .isEqualTo("Revoked " + id + ", ops.\n");
    JsonNode list = Cli.assay("keys", "list", "--json", "--data", data()).json();
    assertThat(list.at("/keys/0/revoked").isString()).isTrue();
    KeyStore store = KeyStore.open(folder.resolve("data"), Clock.systemUTC(), new SecureRandom());
    assertThat(store.check(made.at("/token").stringValue())).isEmpty();
  }

  @Test
  void wrongOnes_areRefusedByName() {
    Cli.Result scope =
        Cli.assay("keys", "create", "--name", "a", "--scope", "reed", "--data", data());
    assertThat(scope.code()).isEqualTo(2);
    assertThat(scope.err())
        .isEqualTo(
            "error: scopes: reed (expected: some of ingest, read, review, write, admin); did you"
                + " mean read?\n");
    Cli.assay("keys", "create", "--name", "a", "--scope", "read", "--data", data());
    Cli.Result again =
        Cli.assay("keys", "create", "--name", "a", "--scope", "read", "--data", data());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).startsWith("error: name: a (expected: a name that no other key has)");
    assertThat(Cli.assay("keys", "revoke", "nobody", "--data", data()).code()).isEqualTo(2);
    assertThat(Cli.assay("keys").err()).contains("one of the commands of assay keys");
  }

  @Test
  void list_ofNoDirectory_makesNone() {
    Cli.Result result = Cli.assay("keys", "list", "--data", data());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: --data: " + data() + " (expected: the data");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
