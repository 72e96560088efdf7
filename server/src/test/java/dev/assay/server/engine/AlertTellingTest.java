package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class AlertTellingTest {

  @Test
  void link_leadsPeopleToThePageOfTheAlert() {
    assertThat(AlertTelling.link(URI.create("https://assay.example.com/"), "a-1"))
        .isEqualTo("https://assay.example.com/ui/alerts/a-1");
    assertThat(AlertTelling.link(URI.create("http://10.0.0.7:4318"), "a-1"))
        .isEqualTo("http://10.0.0.7:4318/ui/alerts/a-1");
  }

  @Test
  void whereNobodyKnowsTheAddress_thereIsNoLink() {
    assertThat(AlertTelling.link(null, "a-1")).isNull();
  }
}
