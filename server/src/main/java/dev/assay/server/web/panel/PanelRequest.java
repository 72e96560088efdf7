package dev.assay.server.web.panel;

import static java.util.Objects.requireNonNull;

import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a panel is asked for.
 *
 * @param view the page's
 * @param now the moment
 * @param parameters those of the address that are the panel's own, by name; hostile
 * @since 0.1
 */
public record PanelRequest(View view, Instant now, Function<String, Optional<String>> parameters) {

  /** Checks the parts. */
  public PanelRequest {
    requireNonNull(view, "view");
    requireNonNull(now, "now");
    requireNonNull(parameters, "parameters");
  }

  /** Without parameters of the panel's own. */
  public PanelRequest(View view, Instant now) {
    this(view, now, name -> Optional.empty());
  }

  /** Of which time. */
  public Period period() {
    return view.period(now);
  }
}
