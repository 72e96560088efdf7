package dev.assay.server.web.page;

import static java.util.Objects.requireNonNull;

import dev.assay.server.web.asset.Assets;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the frame around a page needs to know.
 *
 * @param title the page's
 * @param path the address without its query
 * @param visitor who looks, and what their forms prove themselves with
 * @param view the page's
 * @param formats how numbers and times are written
 * @param assets where files are
 * @param nav the pages there are
 * @param messages what came of what the person just did
 * @param filters the bar to choose a view by; null where the page has none
 * @since 0.1
 */
public record Shell(
    String title,
    String path,
    Visitor visitor,
    View view,
    Formats formats,
    Assets assets,
    List<NavItem> nav,
    List<String> messages,
    @Nullable Filters filters) {

  /**
   * Who looks.
   *
   * @param person null before signing in
   * @param token for forms
   * @param canSignOut whether they signed in
   */
  public record Visitor(@Nullable Person person, String token, boolean canSignOut) {}

  /** Checks and copies the parts. */
  public Shell {
    requireNonNull(title, "title");
    nav = List.copyOf(nav);
    messages = List.copyOf(messages);
  }

  /** The same page with a bar to choose a view by. */
  public Shell with(Filters bar) {
    return new Shell(title, path, visitor, view, formats, assets, nav, messages, bar);
  }

  /** What forms prove themselves with. */
  public String token() {
    return visitor.token();
  }

  /** As JSON for htmx: it has no character that needs an escape. */
  String headers() {
    return "{\"" + Site.TOKEN_HEADER + "\": \"" + token() + "\"}";
  }

  /** Whether the present page belongs under an entry. */
  boolean under(NavItem item) {
    return item.holds(path);
  }

  /** The entries by group. */
  Map<String, List<NavItem>> groups() {
    Map<String, List<NavItem>> groups = new LinkedHashMap<>();
    for (NavItem item : nav) {
      groups.computeIfAbsent(item.group(), name -> new ArrayList<>()).add(item);
    }
    return groups;
  }
}
