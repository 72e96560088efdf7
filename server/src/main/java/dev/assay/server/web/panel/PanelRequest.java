package dev.assay.server.web.panel;

import static java.util.Objects.requireNonNull;

import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a panel is asked for.
 *
 * @param view the page's
 * @param formats how numbers and times are written, where a remark tells some; and the moment
 * @param parameters those of the address that are the panel's own, by name; hostile
 * @since 0.1
 */
public record PanelRequest(
    View view, Formats formats, Function<String, Optional<String>> parameters) {

  /** Checks the parts. */
  public PanelRequest {
    requireNonNull(view, "view");
    requireNonNull(formats, "formats");
    requireNonNull(parameters, "parameters");
  }

  /** Without parameters of the panel's own. */
  public PanelRequest(View view, Formats formats) {
    this(view, formats, name -> Optional.empty());
  }

  /** The moment. */
  public Instant now() {
    return formats.now();
  }

  /** Of which time. */
  public Period period() {
    return view.period(now());
  }
}
