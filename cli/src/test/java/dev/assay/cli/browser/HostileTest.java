package dev.assay.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import dev.assay.cli.browser.Harmless.Shown;
import dev.assay.core.json.Json;
import dev.assay.server.web.page.Words;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two hundred attacks, each in every field that a trace can carry, are nothing but text. */
class HostileTest extends BrowserTest {

  private static final String COLUMNS =
      "question,answer,outcome,scores,signals,feature,prompt,model,app,environment,release,finish,"
          + "conversation,user,trace,tags";
  private static HostileServer server;

  @BeforeAll
  static void serve(@TempDir Path folder) throws IOException {
    server = new HostileServer(folder);
    server.send();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String text(int index) {
    return HostileTraffic.clipped(server.texts().get(index));
  }

  // The store keeps no NUL where it looks for a text.
  private static String kept(String text) {
    return Words.shown(text.replace('\u0000', '\ufffd'));
  }

  private static String line(String text, int longest) {
    return Words.line(text.replace('\u0000', '\ufffd'), longest);
  }

  @Test
  void attacks_areTwoHundred() {
    assertThat(server.texts()).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void list_showsEachAttackAsText_andLeadsToEach() {
    Visiting visiting = visitTo(server.http());
    Harmless harmless = new Harmless(visiting);
    List<String> pages = new ArrayList<>();
    List<Shown> alike = new ArrayList<>();
    Object next = "/ui/explore?last=1h&columns=" + COLUMNS;
    // Latest first: the last of what came to the API, and at the end the first of the traces.
    int latest = 2 * server.texts().size() - 1;
    while (next != null) {
      Shown list = Shown.of(next.toString());
      for (int row = 1; row <= 50; row++) {
        list = row(list, row, text((latest - pages.size() - row + 1) % server.texts().size()));
      }
      Page page = harmless.open(list);
      pages.addAll(Harmless.hrefs(page, "table.list tbody th a"));
      String first = text((latest - pages.size() + 50) % server.texts().size());
      String column = pages.size() % 100 == 0 ? "user" : "conversation";
      alike.add(
          Shown.of(Harmless.hrefs(page, ".cell-" + column + " a").get(0))
              .with(".condition span", column + ": " + kept(first))
              .with("#title-list", "2 interactions."));
      next = Harmless.hrefs(page, "a[rel=next]").stream().findFirst().orElse(null);
    }
    harmless.all(alike);
    Collections.reverse(pages);
    assertThat(pages).hasSize(2 * server.texts().size());
    List<Shown> interactions = new ArrayList<>();
    // Each attack has a page of its own: half of them as they came as traces, half by the API.
    for (int i = 0; i < server.texts().size(); i += 2) {
      interactions.add(traced(pages.get(i), text(i)));
      interactions.add(sent(pages.get(server.texts().size() + i + 1), text(i + 1)));
    }
    harmless.all(interactions);
    for (int i = 0; i < interactions.size(); i += 25) {
      harmless.open(interactions.get(i));
    }
    harmless.askedForNothing();
  }

  private static Shown row(Shown list, int row, String text) {
    String cell = "table.list tbody tr:nth-child(" + row + ") .cell-";
    Shown shown = list;
    // Halves of characters come to an end in a trace's protobuf.
    String sent = sound(text) ? text : "owned";
    for (String column : List.of("question", "answer")) {
      boolean failed = column.equals("answer");
      shown = shown.with(cell + column, failed ? "" : Words.line(sent, 160));
    }
    for (String column : List.of("feature", "app", "environment", "release", "model")) {
      shown = shown.with(cell + column, kept(sent));
    }
    for (String column : List.of("conversation", "user")) {
      shown = shown.with(cell + column, line(sent, 24));
    }
    return shown;
  }

  private static boolean sound(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  // What came as a trace.
  private static Shown traced(String address, String text) {
    return said(address, sound(text) ? text : "owned")
        .with(".external", sound(text) ? line(text, 300) : "owned");
  }

  // What came to the API.
  private static Shown sent(String address, String text) {
    return said(address, text)
        .with(".role-answer .problem b", Words.shown(text))
        .with(".role-answer .problem", Words.shown(text))
        .with("section[aria-labelledby=title-signals]", kept(text))
        .with(".facts dt", line(text, 60));
  }

  private static Shown said(String address, String text) {
    String tools = "section[aria-labelledby=title-tools] ";
    // What is JSON is shown as such.
    String given = text.startsWith("{") || text.startsWith("\"") ? "owned" : Words.shown(text);
    return Shown.of(address)
        .with(".role-user .said", Words.shown(text))
        .with(".role-answer .said", Words.shown(text))
        .with(".passages summary", Words.line(text, 300))
        .with(".passages .said", Words.shown(text))
        .with(tools + "b", Words.line(text, 300))
        .with(tools + "pre", given)
        .with(tools + "li > p", Words.shown(text))
        .with(".fall-label", line(text, 80))
        .with(".facts dd", line(text, 200))
        .with(".facts dd a", line(text, 300));
  }

  @Test
  void whatFollowsFromAttacks_isTextToo() {
    Visiting visiting = visitTo(server.http());
    Harmless harmless = new Harmless(visiting);
    List<Shown> pages = new ArrayList<>();
    int each = 0;
    for (JsonNode found : server.get("/api/v1/failure-cases?limit=200").path("items")) {
      if (each++ % 32 == 0) {
        String title = Words.shown(found.path("title").stringValue());
        String address = "/ui/failures/" + found.path("id").stringValue();
        pages.add(Shown.of(address).with("main", title));
      }
    }
    assertThat(each).isGreaterThan(100);
    each = 0;
    for (JsonNode alert : server.get("/api/v1/alerts?limit=200").path("items")) {
      if (each++ % 32 == 0) {
        String slice = alert.path("slice").stringValue();
        assertThat(slice).startsWith("feature=");
        pages.add(Shown.of("/ui/alerts/" + alert.path("id").stringValue()));
      }
    }
    assertThat(each).isGreaterThan(100);
    for (int i = 0; i < server.texts().size(); i += 50) {
      pages.add(
          Shown.of("/ui/datasets/attacks.jsonl/example?id=attack-" + i)
              .with("main", Words.shown(server.texts().get(i))));
    }
    for (String path :
        List.of(
            "/ui/failures",
            "/ui/failures?page=2",
            "/ui/alerts",
            "/ui/monitors",
            "/ui/monitors/failed",
            "/ui/review",
            "/ui/review/disagreement",
            "/ui/review/near-threshold",
            "/ui/calibration",
            "/ui/datasets",
            "/ui/datasets/attacks.jsonl",
            "/ui/runs",
            "/ui/schedules",
            "/ui/evaluators",
            "/ui/settings",
            "/ui/system")) {
      pages.add(Shown.of(path));
    }
    visiting.open("/ui/failures");
    harmless.all(pages);
    for (String path :
        List.of("/ui", "/ui/latency", "/ui/failures", "/ui/alerts", pages.get(0).address())) {
      harmless.open(Shown.of(path));
      visiting.fitsPhone();
      visiting.onDesktop();
    }
    harmless.askedForNothing();
  }

  @Test
  void panels_drawTabulateAndHandOutText() {
    Visiting visiting = visitTo(server.http());
    Harmless harmless = new Harmless(visiting);
    List<Shown> tables = new ArrayList<>();
    for (String path : List.of("/ui?last=1h", "/ui/latency?last=1h")) {
      Page page = visiting.open(path);
      List<?> panels =
          (List<?>)
              page.evaluate(
                  "() => [...document.querySelectorAll('[data-panel]')].map(p => p.dataset.panel)");
      assertThat(panels).isNotEmpty();
      for (Object panel : panels) {
        String address = "/ui/panels/" + panel;
        APIResponse csv = page.request().get(server.http() + address + "/data.csv?last=1h");
        assertThat(csv.headers())
            .containsEntry("x-content-type-options", "nosniff")
            .containsEntry("content-type", "text/csv; charset=utf-8")
            .containsEntry("content-disposition", "attachment; filename=\"" + panel + ".csv\"");
        Harmless.holdsNoFormula(csv.text());
        if (csv.text().contains("owned")) {
          tables.add(Shown.of(address + "/table?last=1h"));
          APIResponse json = page.request().get(server.http() + address + "/data.json?last=1h");
          assertThat(json.headers())
              .containsEntry("x-content-type-options", "nosniff")
              .containsEntry("content-type", "application/json");
        }
      }
    }
    assertThat(tables).as("panels that name what came").isNotEmpty();
    harmless.all(tables);
    // What the bar offers leads to what came under that name.
    Page page = visiting.open("/ui/explore?last=1h");
    List<?> slices =
        (List<?>)
            page.evaluate(
                "() => [...document.querySelectorAll('[name=slice] option')].filter(o => o.value)"
                    + ".map(o => ['/ui/explore?last=1h&slice=' + encodeURIComponent(o.value)])");
    assertThat(slices).hasSize(100);
    List<Shown> chosen = new ArrayList<>();
    for (int i = 0; i < slices.size(); i += 25) {
      chosen.add(
          Shown.of(((List<?>) slices.get(i)).get(0).toString()).with("#title-list", "interaction"));
    }
    harmless.all(chosen);
    harmless.askedForNothing();
  }

  @Test
  void whatPeopleSay_isTextToo() {
    Visiting visiting = visitTo(server.http());
    Harmless harmless = new Harmless(visiting);
    List<Shown> pages = new ArrayList<>();
    List<JsonNode> cases = new ArrayList<>();
    server.get("/api/v1/failure-cases?limit=200").path("items").forEach(cases::add);
    visiting.open("/ui/explore?last=1h");
    for (int i = 0; i < server.texts().size(); i += 40) {
      String text = text(i);
      ObjectNode label = Json.object().put("interaction_id", text).put("passed", false);
      label.put("annotator", text).put("expected", text).put("comment", text);
      server.post("/api/v1/labels", label);
      pages.add(
          Shown.of("/ui/interactions/-?id=" + encoded(text)).with("#labels", Words.shown(text)));
      String found = cases.get(i / 2).path("id").stringValue();
      ObjectNode acceptance = Json.object().put("expected", text).put("root_cause", text);
      acceptance.put("title", text).put("input", text).put("note", text);
      server.post("/api/v1/failure-cases/" + found + "/accept", acceptance);
      pages.add(Shown.of("/ui/failures/" + found).with("main", Words.shown(text)));
      pages.add(Shown.of("/ui/failures/" + found + "/export"));
      pages.add(Shown.of("/ui/failures/" + found + "/merge"));
      visiting
          .page()
          .evaluate(
              "async ([name, query]) => { const body = new URLSearchParams({name, query,"
                  + " token: document.querySelector('[name=token]').value});"
                  + " const answer = await fetch('/ui/explore/views', {method: 'POST', body});"
                  + " if (!answer.ok) throw new Error(answer.status + await answer.text()); }",
              List.of(text.substring(0, Math.min(100, text.length())), "text=" + encoded(text)));
    }
    pages.add(Shown.of("/ui/failures?status=accepted"));
    harmless.all(pages);
    Page page = harmless.open(Shown.of("/ui/explore?last=1h").with(".view-row a", text(40)));
    assertThat(Harmless.hrefs(page, ".view-row a"))
        .hasSize(5)
        .allMatch(href -> href.startsWith("/ui/explore?"));
    harmless.askedForNothing();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void content_isHandedOutAsAFile() {
    Visiting visiting = visitTo(server.http());
    for (int i = 0; i < server.texts().size(); i += 40) {
      String path = "/ui/interactions/-/content.json?id=" + encoded(text(i));
      assertThat(visiting.headers(path))
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("content-type", "application/json")
          .containsEntry("content-disposition", "attachment; filename=\"interaction.json\"");
    }
  }

  @Test
  void runsOfAttacks_areTextOnPagesAndInReports() {
    Visiting visiting = visitTo(server.http());
    Harmless harmless = new Harmless(visiting);
    String run = "/ui/runs/" + server.run();
    List<Shown> pages = new ArrayList<>();
    pages.add(Shown.of("/ui/schedules").with("main", Words.shown(server.texts().get(0))));
    for (int i = 0; i < server.texts().size(); i += 20) {
      pages.add(
          Shown.of(run + "/example?example=attack-" + i)
              .with("main", Words.shown(server.texts().get(i)))
              .with("main", Words.shown(server.texts().get((i + 1) % server.texts().size()))));
    }
    Page page = visiting.open("/ui/runs");
    harmless.all(pages);
    harmless.open(Shown.of(run).with("#content", "attack-0"));
    for (String format : List.of("html", "junit", "markdown", "json", "csv")) {
      APIResponse report = page.request().get(server.http() + run + "/report/" + format);
      assertThat(report.status()).isEqualTo(200);
      assertThat(report.headers()).containsEntry("x-content-type-options", "nosniff");
      assertThat(report.headers().get("content-security-policy")).startsWith("sandbox;");
      assertThat(report.headers().get("content-disposition"))
          .matches("attachment; filename=\"[A-Za-z0-9._-]+\"");
      if (format.equals("csv")) {
        Harmless.holdsNoFormula(report.text());
      } else if (format.equals("html")) {
        // As a colleague opens the file that was sent on: there nothing holds it back.
        page.navigate("about:blank");
        page.setContent(report.text());
        assertThat(page.content()).contains("attack-0");
        assertThat(page.evaluate("() => 'owned' in window")).isEqualTo(false);
        assertThat(page.locator("[onerror], [onload], img, iframe, base, embed").count()).isZero();
      }
    }
    harmless.askedForNothing();
  }

  @Test
  void spotChecksAndSilences_areTextToo() {
    Visiting visiting = visitTo(server.http());
    Harmless harmless = new Harmless(visiting);
    Page page = visiting.open("/ui/review?evaluator=grounding&last=7d");
    page.getByLabel("Draw now").fill("8");
    page.getByText("Draw from this time").click();
    page.waitForURL("**/spot-check**");
    String address = page.url().substring(server.http().toString().length());
    String check = address.replaceAll(".*[?&]check=([^&]+).*", "$1");
    List<Shown> pages = new ArrayList<>();
    JsonNode items = server.get("/api/v1/spot-checks/" + check).path("items");
    for (int i = 0; i < 8; i++) {
      String id = items.path(i).path("interaction_id").stringValue();
      pages.add(Shown.of(address + "&item=" + encoded(id)));
      if (i < 3) {
        ObjectNode skip = Json.object().put("interaction_id", id).put("note", text(i * 7));
        server.post("/api/v1/spot-checks/" + check + "/skip", skip);
      }
    }
    Shown alerts = Shown.of("/ui/alerts");
    String until = Instant.now().plusSeconds(3600).toString();
    for (int i = 0; i < server.texts().size(); i += 40) {
      ObjectNode silence = Json.object().put("monitor", "failed").put("until", until);
      server.post("/api/v1/silences", silence.put("note", text(i)));
      alerts = alerts.with("section[aria-labelledby=title-silences]", Words.shown(text(i)));
    }
    harmless.all(pages);
    harmless.open(alerts);
    harmless.askedForNothing();
  }

  @Test
  void filesOfPanels_areNamedByUs() {
    Visiting visiting = visitTo(server.http());
    String slice = server.get("/api/v1/alerts?limit=1").at("/items/0/slice").stringValue();
    Page page = visiting.open("/ui/explore?last=1h&slice=" + encoded(slice));
    for (String button : List.of("[data-png]", "a[href*='/data.csv']")) {
      Download file =
          page.waitForDownload(() -> page.locator(button).first().evaluate("e => e.click()"));
      assertThat(file.suggestedFilename()).matches("explore-count\\.(png|csv)");
    }
  }
}
