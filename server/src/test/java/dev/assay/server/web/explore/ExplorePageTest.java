package dev.assay.server.web.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.api.access.Access;
import dev.assay.server.api.event.Events;
import dev.assay.server.collector.Port;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.web.asset.Assets;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Site;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page is on its way before its list is looked for. */
@Timeout(60)
class ExplorePageTest {

  private static final Clock CLOCK = Clock.systemUTC();

  private final CompletableFuture<Supplier<ExplorePage.Found>> found = new CompletableFuture<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private Store store;
  private Events events;
  private Port port;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder, DuckDbSettings.DEFAULT);
    events = new Events(1, Duration.ofSeconds(10));
    SecureRandom random = new SecureRandom();
    Site.Parts parts =
        new Site.Parts(
            store,
            events,
            Access.open(),
            new Sessions(CLOCK, random),
            List.of(),
            Assets.load(),
            CLOCK,
            false);
    Site site = new Site(parts, new WindowReader(store.windows(), CLOCK), List.of(new Waiting()));
    port = Port.of("127.0.0.1", 0, false, to -> site.addTo(to.routes));
    port.start();
  }

  @AfterEach
  void close() {
    found.cancel(true);
    port.close();
    events.close();
    store.close();
  }

  /** A room whose list is found when the test says so. */
  private final class Waiting implements Room {

    private final Panel panel =
        new Panel(
            "explore-count",
            "Count",
            "When?",
            request -> {
              throw new AssertionError("nobody looks at it");
            });

    @Override
    public List<PageRoute> routes() {
      return List.of(
          PageRoute.page(ExploreRoom.PATH, visit -> show(visit, () -> found.join().get())));
    }

    @Override
    public List<Panel> panels() {
      return List.of(panel);
    }

    private void show(Visit visit, Supplier<ExplorePage.Found> finding) {
      visit.show(
          "explore/explore.jte",
          new ExplorePage(
              visit.filtered("Explore"),
              new ExploreQuery(Map.of()),
              List.of(),
              List.of(),
              List.of(),
              panel,
              visit.soFar(),
              finding));
    }
  }

  private HttpResponse<InputStream> ask(String encoding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.number() + ExploreRoom.PATH))
            .header("Accept-Encoding", encoding)
            .build();
    return client.send(request, BodyHandlers.ofInputStream());
  }

  private static InputStream body(HttpResponse<InputStream> answer, boolean packed)
      throws IOException {
    return packed ? new GZIPInputStream(answer.body()) : answer.body();
  }

  private static String until(InputStream body, String last) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(UTF_8).contains(last)) {
      int next = body.read();
      assertThat(next).as(read.toString(UTF_8)).isNotNegative();
      read.write(next);
    }
    return read.toString(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"identity, false", "gzip;q=0, false", "gzip, true"})
  void conditionsAreShown_whileTheListIsLookedFor(String encoding, boolean packed)
      throws Exception {
    HttpResponse<InputStream> answer = ask(encoding);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-encoding").isPresent()).isEqualTo(packed);
    try (InputStream body = body(answer, packed)) {
      String first = until(body, "data-panel=\"explore-count\"");
      assertThat(first).contains("<title>Explore").contains("Said in question or answer");
      found.complete(() -> new ExplorePage.Found(List.of(), 0, null, null));
      assertThat(new String(body.readAllBytes(), UTF_8))
          .contains("No interaction is like this.")
          .doesNotContain("<title>")
          .containsPattern("</html>\\s*$");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatFailsMeanwhile_isToldWhereTheListWouldBe(boolean packed) throws Exception {
    HttpResponse<InputStream> answer = ask(packed ? "gzip" : "identity");
    try (InputStream body = body(answer, packed)) {
      until(body, "data-panel=\"explore-count\"");
      found.complete(
          () -> {
            throw new StoreException(StoreException.Kind.UNAVAILABLE, "the file is locked", null);
          });
      assertThat(new String(body.readAllBytes(), UTF_8))
          .contains("role=\"alert\"", "Try again in a few seconds")
          .doesNotContain("<html", "title-list", "the file is locked");
    }
  }
}
