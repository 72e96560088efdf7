package dev.assay.models.http;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.CallWatch;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.Template;
import dev.assay.core.target.Template.MissingVariableException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An application that answers over HTTP. */
final class HttpTarget implements Target {

  private final Template url;
  private final @Nullable BodyTemplate body;
  private final HttpExchange exchange;
  private final ReplyReader reader;
  private final Optional<Duration> timeout;
  private final CallWatch watch = new CallWatch();

  HttpTarget(
      Template url,
      @Nullable BodyTemplate body,
      HttpExchange exchange,
      ReplyReader reader,
      Optional<Duration> timeout) {
    this.url = url;
    this.body = body;
    this.exchange = exchange;
    this.reader = reader;
    this.timeout = timeout;
  }

  @Override
  public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
    URI address;
    byte @Nullable [] content;
    try {
      address = URI.create(url.render(request));
      content = body == null ? null : body.render(request);
    } catch (MissingVariableException e) {
      throw TargetException.permanent("bad_input", String.valueOf(e.getMessage()), e);
    }
    Duration time = timeout.filter(t -> t.compareTo(request.timeout()) < 0).orElse(null);
    long start = System.nanoTime();
    byte[] reply =
        exchange.send(address, content, request.traceparent(), watch, time, request.timeout());
    double millis = (System.nanoTime() - start) / 1e6;
    return reader.read(reply).toBuilder().latencyMillis(millis).build();
  }

  @Override
  public Optional<Problem> obstacle(TargetRequest request) {
    try {
      url.render(request);
      if (body != null) {
        body.render(request);
      }
      return Optional.empty();
    } catch (MissingVariableException e) {
      return Optional.of(e.problem());
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
