package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.api.access.Scope;
import dev.assay.server.key.KeyStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way to the pages: who is let in, and what is not taken from whom. */
@Timeout(300)
class PagesTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private static final Pattern STYLE = Pattern.compile("/ui/assets/pages\\.[0-9a-f]+\\.css");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private ServedEngine server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void withKeys_peopleSignIn_andEverythingIsTheirsUntilTheKeyIsRevoked() throws Exception {
    KeyStore keys = keys();
    String key = keys.create("ada", Set.of(Scope.READ)).token();
    server = ServedEngine.open(folder, ServedEngine.QUICK);

    HttpResponse<String> away = get("/ui?last=7d", null);
    assertThat(away.statusCode()).isEqualTo(303);
    assertThat(location(away)).isEqualTo("/ui/sign-in?next=%2Fui%3Flast%3D7d");
    HttpResponse<String> form = get(location(away), null);
    String visitor = cookie(form);
    String token = token(form);
    assertThat(form.headers().firstValue("set-cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Lax", "Path=/ui")
        .doesNotContain("Secure");

    assertThat(post("/ui/sign-in/key", "token=" + token + "&secret=wrong", visitor).statusCode())
        .isEqualTo(401);
    HttpResponse<String> in =
        post(
            "/ui/sign-in/key",
            "token=" + token + "&next=%2Fui%3Flast%3D7d&secret=" + encoded(key),
            visitor);
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(location(in)).isEqualTo("/ui?last=7d");
    String session = cookie(in);
    assertThat(session).isNotEqualTo(visitor);
    HttpResponse<String> page = get("/ui", session);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("ada").contains("viewer").contains("Sign out");
    assertThat(get("/ui", visitor).statusCode()).isEqualTo(303);

    keys.revoke("ada");
    Thread.sleep(Duration.ofMillis(1_100).toMillis());
    assertThat(get("/ui", session).statusCode()).isEqualTo(303);
  }

  @Test
  void signedOut_isNobody() throws Exception {
    String key = keys().create("ada", Set.of(Scope.ADMIN)).token();
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    String session = signedIn(key, "%2Fui");
    String token = token(get("/ui", session));
    assertThat(post("/ui/sign-out", "token=" + token, session).statusCode()).isEqualTo(303);
    assertThat(get("/ui", session).statusCode()).isEqualTo(303);
  }

  @Test
  void whoSignedInBefore_isKnownToAdministrators_alsoAfterARestart() throws Exception {
    KeyStore keys = keys();
    String rita = keys.create("rita <b>", Set.of(Scope.REVIEW)).token();
    String admin = keys.create("ada", Set.of(Scope.ADMIN)).token();
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    signedIn(rita, "%2Fui");
    String here = get("/ui/settings", signedIn(admin, "%2Fui")).body();
    assertThat(here).contains("rita &lt;b&gt;", "session.begin").doesNotContain("Were here before");
    server.close();

    server = ServedEngine.open(folder, ServedEngine.QUICK);
    String later = get("/ui/settings", signedIn(admin, "%2Fui")).body();
    String before = later.substring(later.indexOf("Were here before"));
    assertThat(before).contains("<b>rita &lt;b&gt;</b>", "reviewer", "by key");
    assertThat(before.substring(0, before.indexOf("</section>"))).doesNotContain("<b>ada</b>");
    String viewer = get("/ui/settings", signedIn(rita, "%2Fui")).body();
    assertThat(viewer).doesNotContain("Were here before");
  }

  @Test
  void next_thatLeadsElsewhere_leadsHome() throws Exception {
    String key = keys().create("ada", Set.of(Scope.READ)).token();
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    for (String next : List.of("//evil.example", "/\\evil.example", "https://evil.example/ui")) {
      HttpResponse<String> form = get("/ui/sign-in", null);
      HttpResponse<String> in =
          post(
              "/ui/sign-in/key",
              "token=" + token(form) + "&next=" + encoded(next) + "&secret=" + encoded(key),
              cookie(form));
      assertThat(location(in)).isEqualTo("/ui");
    }
  }

  @Test
  void deed_withoutTheTokenOfTheBrowser_isRefused() throws Exception {
    String key = keys().create("ada", Set.of(Scope.ADMIN)).token();
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    String session = signedIn(key, "%2Fui");
    String token = token(get("/ui", session));
    assertThat(post("/ui/sign-out", "", session).statusCode()).isEqualTo(403);
    assertThat(post("/ui/sign-out", "token=x", session).statusCode()).isEqualTo(403);
    assertThat(post("/ui/sign-out", "token=" + token(get("/ui", null, true)), session).statusCode())
        .isEqualTo(403);
    HttpRequest foreign =
        request("/ui/sign-out", session)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "https://evil.example")
            .POST(BodyPublishers.ofString("token=" + token))
            .build();
    assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(get("/ui", session).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutKeys_thePersonIsLocal_andThePolicyIsStrict() throws Exception {
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    HttpResponse<String> page = get("/ui", null);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("local").contains("Nothing has come yet");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("cross-origin-opener-policy")).contains("same-origin");
    assertThat(page.body()).doesNotContain("style=\"").doesNotContain("<script>");
    assertThat(get("/ui/nowhere", null).statusCode()).isEqualTo(404);
    assertThat(get("/ui?slice=%3Cscript%3E", null).body()).doesNotContain("<script>");
  }

  @ParameterizedTest
  @CsvSource({
    "/ui, cross-site, ?1, true",
    "/ui, same-site, ?1, true",
    "/ui, same-origin, ?0, false",
    "/ui, none, ?1, false",
    "/ui, none, ?0, true",
    "/healthz, none, ?1, true"
  })
  void pageThatAnotherSiteMayHaveOpened_isCutOffFromIt(
      String path, String from, String person, boolean cut) throws Exception {
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    HttpRequest.Builder asked =
        request(path, null).header("Sec-Fetch-Site", from).header("Sec-Fetch-User", person);
    HttpResponse<String> page = client.send(asked.GET().build(), BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().map().containsKey("cross-origin-opener-policy")).isEqualTo(cut);
  }

  @Test
  void explore_listsWhatWindowsOfItsTimeCount() throws Exception {
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    Instant minute = server.clock().instant().truncatedTo(ChronoUnit.MINUTES).minusSeconds(600);
    Instant at = minute.plusSeconds(5);
    server.send(List.of(Exports.call(1, "conv-1", "Where is it?", "Soon.", at)));
    server.interactions(1);
    assertThat(explored(minute.plusSeconds(30), minute.plusSeconds(90))).contains("1 interaction.");
    assertThat(explored(minute.minusSeconds(90), minute.minusSeconds(1)))
        .contains("No interaction is like this.");
  }

  private String explored(Instant from, Instant to) throws Exception {
    HttpResponse<String> page = get("/ui/explore?from=" + from + "&to=" + to, null);
    // It began before the list was looked for.
    assertThat(page.headers().firstValue("x-accel-buffering")).contains("no");
    return page.body();
  }

  @Test
  void assets_areKeptForEver() throws Exception {
    server = ServedEngine.open(folder, ServedEngine.QUICK);
    Matcher style = STYLE.matcher(get("/ui", null).body());
    assertThat(style.find()).isTrue();
    HttpRequest request =
        request(style.group(), null).header("Accept-Encoding", "br, gzip;q=0.8").GET().build();
    HttpResponse<byte[]> file = client.send(request, BodyHandlers.ofByteArray());
    assertThat(file.headers().firstValue("cache-control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(file.headers().allValues("content-encoding")).containsExactly("gzip");
    assertThat(file.body()).startsWith(0x1f, 0x8b);
    assertThat(get("/ui/assets/pages.css", null).statusCode()).isEqualTo(404);
  }

  private KeyStore keys() throws IOException {
    return KeyStore.open(
        Files.createDirectories(folder.resolve("data")), Clock.systemUTC(), new SecureRandom());
  }

  private String signedIn(String key, String next) throws Exception {
    HttpResponse<String> form = get("/ui/sign-in", null);
    return cookie(
        post(
            "/ui/sign-in/key",
            "token=" + token(form) + "&next=" + next + "&secret=" + encoded(key),
            cookie(form)));
  }

  private HttpResponse<String> get(String path, @Nullable String session) throws Exception {
    return client.send(request(path, session).GET().build(), BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> get(String path, @Nullable String session, boolean signIn)
      throws Exception {
    HttpResponse<String> answer = get(path, session);
    return signIn ? get(location(answer), session) : answer;
  }

  private HttpResponse<String> post(String path, String form, String session) throws Exception {
    HttpRequest request =
        request(path, session)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder request(String path, @Nullable String session) {
    URI address = URI.create(server.engine().http() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (session != null) {
      request.header("Cookie", "assay_session_" + address.getPort() + "=" + session);
    }
    return request;
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElseThrow();
  }

  private static String cookie(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }

  private static String token(HttpResponse<String> answer) {
    Matcher matcher = TOKEN.matcher(answer.body());
    assertThat(matcher.find()).as(answer.body()).isTrue();
    return matcher.group(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
