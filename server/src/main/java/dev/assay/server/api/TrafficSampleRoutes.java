package dev.assay.server.api;

import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.TrafficSample;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.store.export.TrafficDraw;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Distribution sets of what production was asked. */
final class TrafficSampleRoutes {

  private static final int MOST = 5_000;
  private static final int STANDARD = 200;
  private static final List<String> BY = TrafficDraw.By.keys();

  private final TrafficDraw draw;

  TrafficSampleRoutes(TrafficDraw draw) {
    this.draw = draw;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/traffic-sample", "sampleTraffic")
            .about("datasets", "Draws a distribution set of interactions whose content is kept.")
            .description(
                "Each example has its inclusion probability and the weight with which it stands"
                    + " for the traffic. The same seed and traffic give the same set.")
            .with(Parameter.whole("n", 1, MOST, STANDARD, "How many examples at most."))
            .with(Parameter.choice("by", BY, "What strata are made by; one of all unless given."))
            .with(Parameter.whole("least", 0, MOST, 0, "How many of each stratum at least."))
            .with(Parameter.time("from", "Of those that began at this time or later."))
            .with(Parameter.time("to", "Of those that began before this time."))
            .with(Parameter.text("seed", "Another gives another set; `0` unless given."))
            .gives("TrafficSample")
            .does(this::sample));
  }

  private void sample(Exchange exchange) {
    int size = exchange.whole("n", 1, MOST, STANDARD);
    TrafficSample.Drawn drawn =
        draw.draw(
            new TrafficDraw.Wish(
                size,
                exchange.whole("least", 0, size, 0),
                exchange.text("by").map(TrafficSampleRoutes::by).orElse(null),
                exchange.time("from").orElse(null),
                exchange.time("to").orElse(null),
                exchange.text("seed").orElse("0")));
    ObjectNode json = Json.object().put("drawn", drawn.drawn());
    json.put("candidates", drawn.candidates()).put("unusable", drawn.unusable());
    ArrayNode examples = json.putArray("examples");
    drawn.examples().forEach(example -> examples.add(ExampleJson.write(example)));
    exchange.answer(json);
  }

  private static TrafficDraw.By by(String key) {
    return TrafficDraw.By.ofKey(key)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("by", key, "one of " + String.join(", ", BY))));
  }
}
