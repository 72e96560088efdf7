package dev.assay.server.web.runs;

import dev.assay.server.web.view.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses of this room's pages, each with the view. */
final class Links {

  private final StringBuilder address;

  private Links(View view, String path) {
    this.address = new StringBuilder(view.at(path));
  }

  static Links to(View view, String path) {
    return new Links(view, path);
  }

  /** A run's page. */
  static String run(View view, String folder) {
    return view.at("/ui/runs/" + encoded(folder));
  }

  /** A page below a run's. */
  static Links below(View view, String folder, String rest) {
    return new Links(view, "/ui/runs/" + encoded(folder) + rest);
  }

  /** Two runs side by side. */
  static String compare(View view, String baseline, String candidate) {
    return to(view, "/ui/runs/compare")
        .with("baseline", baseline)
        .with("candidate", candidate)
        .toString();
  }

  /** The same with a parameter; without, where there is no value. */
  Links with(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      address.append(address.indexOf("?") < 0 ? '?' : '&');
      address.append(name).append('=').append(encoded(value));
    }
    return this;
  }

  /** The same with a page's number. */
  Links page(int page) {
    return page <= 1 ? this : with("page", String.valueOf(page));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
