package dev.assay.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.assay.core.dataset.Approval;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.DatasetWriter;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.server.api.access.Scope;
import dev.assay.server.engine.Engine;
import dev.assay.server.key.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A golden change is proposed by one, and in the dataset once two others approved it. */
class GoldenChangeTest extends BrowserTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)> within 30 days";

  @TempDir private Path folder;
  private final Map<String, String> keys = new HashMap<>();
  private Path dataset;
  private Engine engine;

  // A server of its own: on the demo's everybody is one person.
  @BeforeEach
  void serve() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    KeyStore store = KeyStore.open(data, Clock.systemUTC(), new SecureRandom());
    for (String name : List.of("ada", "bob", "cleo")) {
      keys.put(name, store.create(name, Set.of(Scope.READ, Scope.WRITE)).token());
    }
    dataset = Files.createDirectories(data.resolve("datasets")).resolve("support.jsonl");
    List<Review> reviews =
        List.of(new Review("eve", "2026-01-01", null), new Review("fay", "2026-01-02", null));
    Example example =
        Example.builder("refund-days", Partition.GOLDEN, "How long may I ask for a refund?")
            .expected("You may ask within 14 days of payment.")
            .reviews(reviews)
            .build();
    DatasetWriter.write(new Dataset("support", null, List.of(example)), dataset);
    GoldenLock.approve(DatasetReader.read(dataset), new Approval("eve", "2026-01-03", null));
    engine = Servers.started(folder, data, "http: {host: 127.0.0.1, port: 0}\ngrpc: off\n");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Visiting signedIn(String name) {
    Visiting visiting = visitTo(engine.http());
    Page page = visiting.open("/ui/datasets/support.jsonl");
    page.getByLabel("API key").fill(keys.get(name));
    button(page, "Sign in").click();
    visiting.ready();
    return visiting;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void goldenChange_isApprovedByTwo_andThenInTheDatasetAndItsLock() throws IOException {
    String before = Files.readString(dataset);
    Visiting author = signedIn("ada");
    Page page = author.page();
    link(page, "refund-days").click();
    author.ready();
    link(page, "Propose a change").click();
    author.ready();
    page.getByLabel("Expected output: the right answer")
        .fill("You may ask " + HOSTILE + " of payment.");
    page.getByLabel("Why", new Page.GetByLabelOptions().setExact(true))
        .fill("The policy changed on Monday.");
    button(page, "Propose").click();
    author.ready();
    assertThat(page.locator(".diff del")).containsText(List.of("14").toArray(new String[0]));
    assertThat(page.locator(".diff ins").first()).containsText("<img");
    assertThat(page.getByText("You proposed it: two others are to approve it.")).isVisible();
    assertThat(button(page, "Approve these words")).hasCount(0);
    author.isFitToBeSeen("golden-change");

    Visiting first = signedIn("bob");
    approve(first);
    assertThat(first.page().getByText("Your approval counts. One more is needed.")).isVisible();
    assertThat(button(first.page(), "Approve these words")).hasCount(0);
    Assertions.assertThat(Files.readString(dataset)).isEqualTo(before);

    Visiting second = signedIn("cleo");
    second.open("/ui/golden-approvals");
    button(second.page(), "Approve these words").click();
    second.ready();
    assertThat(second.page().getByText("Approved by two")).isVisible();

    LoadedDataset loaded = DatasetReader.read(dataset);
    Example now = loaded.dataset().examples().get(0);
    Assertions.assertThat(now.references())
        .containsExactly("You may ask " + HOSTILE + " of payment.");
    Assertions.assertThat(now.reviews()).extracting(Review::by).containsExactly("bob", "cleo");
    Assertions.assertThat(GoldenLock.check(loaded)).isEmpty();
    Assertions.assertThat(GoldenLock.approved(dataset).orElseThrow().approvals())
        .extracting(Approval::by)
        .containsExactly("bob", "cleo");

    Page log = second.open("/ui/datasets/support.jsonl");
    assertThat(log.locator("ul.rows li b"))
        .containsText(new String[] {"cleo", "cleo", "bob", "ada"});
    second.isAccessible();
    second.fitsPhone();
    second.open("/ui/datasets/support.jsonl/example?id=refund-days");
    assertThat(second.page().locator("ol.history")).containsText("the change was applied");
    second.isAccessible();
  }

  private static void approve(Visiting visiting) {
    Page page = visiting.page();
    link(page, "change refund-days").click();
    visiting.ready();
    button(page, "Approve these words").click();
    visiting.ready();
  }
}
