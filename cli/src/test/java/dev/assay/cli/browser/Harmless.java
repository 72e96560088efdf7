package dev.assay.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What has to hold of every page, whatever text is on it. */
final class Harmless {

  /**
   * What of a page is not of its templates: elements and attributes that none of them has,
   * addresses that lead elsewhere, names that only an attack gives, texts that are not where they
   * should be. Attacks set a global of the name that they give to elements too.
   */
  private static final String FOREIGN =
      """
      const known = new Set(("html head body meta title link script main header nav section article div p span a b i em"
        + " code pre kbd small mark ul ol li dl dt dd h1 h2 h3 h4 table caption thead tbody tfoot tr th td form label"
        + " input select option optgroup textarea button fieldset legend details summary time svg path line rect circle"
        + " polyline g canvas noscript output progress meter ins del br hr datalist figure figcaption").split(" "));
      const plain = (text) => text.replace(/\\s+/g, " ").trim();
      const said = (each) => {
        if (!each.querySelector(".claim-number")) return each.textContent;
        const copy = each.cloneNode(true);
        copy.querySelectorAll(".claim-number").forEach((number) => number.remove());
        return copy.textContent;
      };
      const ours = (address) => {
        const url = new URL(address, location);
        return url.origin === location.origin && /^\\/ui(\\/|$)/.test(url.pathname);
      };
      const foreign = (page, expected) => {
        const found = [];
        if ("owned" in window || "owned" in Object.prototype) found.push("it ran");
        for (const each of page.querySelectorAll("*")) {
          const name = each.localName;
          if (!known.has(name)) found.push("element: " + each.outerHTML.slice(0, 80));
          for (const {name: key, value} of each.attributes) {
            if (/^on|^(data-)?hx-on|^(background|srcdoc|srcset|ping|formaction|nonce|poster|is|slot)$/.test(key)) found.push(`${name} ${key}`);
            if (/^(id|class|name|type|rel|accesskey)$/.test(key) && /owned|evil/.test(value)) found.push(`${name} ${key}: ${value}`);
            if (/^(href|src|action|xlink:href|(data-)?hx-(get|post|put|delete|patch))$/.test(key) && !ours(value)) found.push(`${name} ${key}: ${value}`);
            if (key === "style" && !each.closest(".chart")) found.push(`${name} style: ${value}`);
          }
        }
        const scripts = [...page.querySelectorAll("script")];
        if (scripts.length !== 2 || scripts.some((each) => each.textContent || !each.getAttribute("src").startsWith("/ui/assets/"))) found.push("scripts");
        if (page.querySelectorAll("title").length !== 1 || page.querySelectorAll("main").length !== 1) found.push("more than one title or main");
        if (page.querySelectorAll("meta").length !== 4) found.push("metas");
        for (const [selector, text] of expected) {
          const all = [...page.querySelectorAll(selector)].map((each) => plain(said(each)));
          if (!all.some((each) => each.includes(plain(text)))) {
            found.push(`${selector}: ${JSON.stringify(all).slice(0, 300)} (expected: ${JSON.stringify(plain(text))})`);
          }
        }
        return found;
      };
      """;

  private static final String HERE =
      "(expected) => {\n" + FOREIGN + "return foreign(document, expected);\n}";

  /** Pages are fetched, and put into this one with all that a script of ours does to a page. */
  private static final String OTHERS =
      "async (pages) => {\n"
          + FOREIGN
          + """
            const found = [];
            const place = document.querySelector("main").parentElement;
            const look = async ([address, expected]) => {
              const answer = await fetch(address);
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              if (answer.status !== 200 || !ours(answer.url)) found.push(`${address}: ${answer.status}`);
              foreign(page, expected).forEach((each) => found.push(`${address}: ${each}`));
              const body = page.querySelector("main");
              if (!body) { found.push(`${address}: no page`); return; }
              const main = document.importNode(body, true);
              place.querySelector("main").replaceWith(main);
              htmx.process(main);
            };
            const waiting = [...pages];
            const one = async () => { while (waiting.length) await look(waiting.shift()); };
            await Promise.all([one(), one(), one(), one()]);
            return found.slice(0, 20);
            }
            """;

  // A cell that a program for tables would run; numbers may be negative.
  private static final Pattern FORMULA =
      Pattern.compile("(?:^|,)\"\\s*[=+@\uff1d\uff0b\uff20-](?![0-9.]+\")");

  private final Visiting visiting;
  private final List<String> requests = new ArrayList<>();

  Harmless(Visiting visiting) {
    this.visiting = visiting;
    visiting
        .page()
        .onRequest(
            request -> {
              if (!request.url().startsWith("data:") && !request.url().startsWith("blob:")) {
                requests.add(URI.create(request.url()).getRawPath());
              }
            });
  }

  /** A page, and what stands where on it: selectors with texts. */
  record Shown(String address, List<List<String>> texts) {

    static Shown of(String address) {
      return new Shown(address, List.of());
    }

    /** The same with a text in a place. */
    Shown with(String selector, String text) {
      List<List<String>> more = new ArrayList<>(texts);
      more.add(List.of(selector, text));
      return new Shown(address, more);
    }
  }

  /** Goes there: nothing on the page is an attack's, and everything is where it should be. */
  Page open(Shown shown) {
    Page page = visiting.open(shown.address());
    List<?> found = (List<?>) page.evaluate(HERE, shown.texts());
    assertThat(found).as(page.url()).isEmpty();
    visiting.nothingWrong();
    return page;
  }

  /** The same of many that are not gone to, but put into the page there is. */
  void all(List<Shown> pages) {
    List<List<?>> given = new ArrayList<>();
    pages.forEach(each -> given.add(List.of(each.address(), each.texts())));
    assertThat((List<?>) visiting.page().evaluate(OTHERS, given)).isEmpty();
    visiting.nothingWrong();
  }

  // Ids are attacks too, and are asked for by us.
  private static boolean isAttack(String path) {
    return path.contains("owned") && !path.startsWith("/ui/interactions/owned");
  }

  /** Nothing that an attack names was asked for. */
  void askedForNothing() {
    visiting.nothingWrong();
    assertThat(requests).isNotEmpty().noneMatch(Harmless::isAttack);
  }

  /** What a program for tables opens, and runs nothing of. */
  static void holdsNoFormula(String csv) {
    assertThat(FORMULA.matcher(csv).results().toList()).as(csv).isEmpty();
  }

  /** Where these links lead. */
  static List<String> hrefs(Page page, String selector) {
    Object all =
        page.evaluate(
            "selector => [...document.querySelectorAll(selector)].map(e => e.getAttribute('href'))",
            selector);
    List<String> hrefs = new ArrayList<>();
    ((List<?>) all).forEach(href -> hrefs.add(href.toString()));
    return hrefs;
  }
}
