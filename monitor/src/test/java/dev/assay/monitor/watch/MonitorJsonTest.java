package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MonitorJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {immediate: {mode: hallucinated}} | immediate | {"mode":"hallucinated","most":1,"per":"PT1H","quiet":"PT1H"}
          {threshold: {measure: "score:judge:mean", range: [1, 5], below: 3.5}} | threshold | {"measure":"score:judge:mean","range":[1.0,5.0],"below":3.5,"least":30,"bucket":"PT1H","false_alarms":"PT8760H"}
          {change: {measure: "error:rate", direction: up}} | change | {"measure":"error:rate","direction":"up","margin":0.0,"baseline":{"past":"PT168H"},"rhythm":"day","bucket":"PT1H","false_alarms":"PT8760H"}
          {change: {measure: "error:rate", baseline: golden}} | change | {"measure":"error:rate","direction":"both","margin":0.0,"baseline":{"golden":true},"rhythm":"day","bucket":"PT24H","false_alarms":"PT8760H"}
          {cusum: {measure: "latency:p95", direction: up}} | cusum | {"measure":"latency:p95","direction":"up","shift":1.0,"memory":"PT168H","rhythm":"day","bucket":"PT1H","false_alarms":"PT8760H"}
          {drift: {labels: language}} | drift | {"distance":"psi","labels":"language","rhythm":"day","reference":"PT168H","window":"PT24H","least":0.1,"false_alarms":"PT8760H"}
          {drift: {inputs: true}} | drift | {"distance":"mmd","inputs":true,"rhythm":"day","reference":"PT168H","window":"PT24H","least":0.0,"false_alarms":"PT8760H"}
          {divergence: {scores: "score:judge:pass", signals: "signal:thumbs_down:rate"}} | divergence | {"scores":"score:judge:pass","range":[0.0,1.0],"scores_good":"up","signals":"signal:thumbs_down:rate","signals_good":"down","memory":"PT168H","rhythm":"day","bucket":"PT1H","false_alarms":"PT8760H"}
          {absence: {for: 15m}} | absence | {"for":"PT15M","expected":20.0,"false_alarms":"PT8760H"}
          {health: {measure: queue_age, above: 600}} | health | {"measure":"queue_age","above":600.0}
          {health: {measure: unscored_rate, above: 0.1, false_alarms: 30d}} | health | {"measure":"unscored_rate","above":0.1,"false_alarms":"PT720H"}
          """)
  void write_everyKind_hasTheKeysOfTheConfiguration(String yaml, String kind, String condition) {
    String text = "- {name: m, " + yaml.strip().substring(1);
    JsonNode json = MonitorJson.write(MonitorsReader.read(text, "m.yaml").get(0));

    assertThat(json.path("name").stringValue()).isEqualTo("m");
    assertThat(json.path("kind").stringValue()).isEqualTo(kind);
    assertThat(json.path("severity").stringValue()).isEqualTo("high");
    assertThat(Json.write(json.path("condition"))).isEqualTo(condition);
    assertThat(json.at("/slices/slice").stringValue()).isEqualTo("all");
    assertThat(json.at("/handling/cooldown").stringValue()).isEqualTo("PT1H");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {each: [feature, model]} | {"each":["feature","model"]}
          {feature: refunds} | {"slice":"feature=refunds","parts":[{"dimension":"feature","kind":"value","value":"refunds"}]}
          """)
  void write_slices_areTakenApart(String yaml, String slices) {
    List<MonitorDefinition> read =
        MonitorsReader.read("- {name: m, absence: {for: 15m}, slices: " + yaml + "}", "m.yaml");

    assertThat(Json.write(MonitorJson.write(read.get(0)).path("slices"))).isEqualTo(slices);
  }
}
