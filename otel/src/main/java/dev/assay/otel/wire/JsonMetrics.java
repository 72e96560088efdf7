package dev.assay.otel.wire;

import dev.assay.otel.record.Origin;
import java.util.List;
import java.util.function.UnaryOperator;

/** Counts the data points of an export of metrics in JSON, none of which is used. */
final class JsonMetrics implements JsonExport.Records<Object> {

  private final JsonInput in;
  private final Intake intake;

  JsonMetrics(JsonInput in, Intake intake) {
    this.in = in;
    this.intake = intake;
  }

  @Override
  public List<Object> all() {
    return List.of();
  }

  @Override
  public void read(Origin origin) {
    long points = 0;
    String name;
    while ((name = in.nextField()) != null) {
      switch (name) {
        case "gauge",
            "sum",
            "histogram",
            "exponentialHistogram",
            "exponential_histogram",
            "summary" ->
            points += points();
        default -> in.skip();
      }
    }
    if (points > 0) {
      intake.reject(Rejection.NOT_USED, points);
    }
  }

  private long points() {
    long points = 0;
    if (!in.object()) {
      return 0;
    }
    String name;
    while ((name = in.nextField()) != null) {
      boolean here = name.equals("dataPoints") || name.equals("data_points");
      if (!here || !in.array()) {
        in.skip();
        continue;
      }
      while (in.nextItem()) {
        points++;
        in.skip();
      }
    }
    return points;
  }

  @Override
  public void rename(int from, UnaryOperator<Origin> origin) {}
}
