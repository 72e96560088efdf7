package dev.assay.server.web.datasets;

import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.lint.DatasetLint;
import dev.assay.core.dataset.lint.Finding;
import dev.assay.core.dataset.lint.PromptSource;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Datasets with what was made of them, kept until a file or its lock changes.
 *
 * <p>Safe for use by several threads.
 */
final class Library {

  private static final int MOST_KEPT = 200;
  private static final Duration KEPT_FOR = Duration.ofMinutes(2);
  private static final int TRAFFIC = 300;
  private static final int MOST_PROMPTS = 20;
  private static final int LONGEST_PROMPT = 100_000;

  private final DatasetFolder folder;
  private final Store store;
  private final Map<Path, Stamped<Known>> known = new ConcurrentHashMap<>();

  private final Map<Path, Found> linted = new ConcurrentHashMap<>();
  private final Clock clock;

  private record Found(DatasetFolder.Stamp stamp, Instant until, Linted linted) {}

  private record Stamped<T>(DatasetFolder.Stamp stamp, T value) {}

  Library(DatasetFolder folder, Store store, Clock clock) {
    this.clock = clock;
    this.folder = folder;
    this.store = store;
  }

  DatasetFolder folder() {
    return folder;
  }

  Known known(Path file) {
    DatasetFolder.Stamp stamp = DatasetFolder.stamp(file);
    Stamped<Known> found = known.get(file);
    if (found != null && found.stamp().equals(stamp)) {
      return found.value();
    }
    String name = String.valueOf(file.getFileName());
    Known read =
        Known.of(
            file, () -> folder.read(name).orElseThrow(() -> ApiException.notFound("file", name)));
    if (known.size() >= MOST_KEPT) {
      known.clear();
    }
    known.put(file, new Stamped<>(stamp, read));
    return read;
  }

  Known known(String name) {
    return known(folder.find(name).orElseThrow(() -> ApiException.notFound("dataset", name)));
  }

  /**
   * What lint finds.
   *
   * @param findings by rule
   * @param prompts the prompts of traffic that examples were looked for in
   */
  record Linted(List<Finding> findings, List<String> prompts) {

    List<Finding> about(String exampleId) {
      return findings.stream().filter(each -> each.exampleIds().contains(exampleId)).toList();
    }
  }

  /** What is found is kept for a while: prompts change more often than files. */
  Linted lint(LoadedDataset loaded) {
    Path file = loaded.files().get(0).path();
    DatasetFolder.Stamp stamp = DatasetFolder.stamp(file);
    Instant now = clock.instant();
    Found found = linted.get(file);
    if (found != null && found.stamp().equals(stamp) && found.until().isAfter(now)) {
      return found.linted();
    }
    List<PromptSource> prompts = prompts();
    Linted made =
        new Linted(
            DatasetLint.withDefaults().withPrompts(prompts).check(loaded),
            prompts.stream().map(PromptSource::name).toList());
    if (linted.size() >= MOST_KEPT) {
      linted.clear();
    }
    linted.put(file, new Found(stamp, now.plus(KEPT_FOR), made));
    return made;
  }

  // What applications were told of late: an example that stands in it is known to them.
  private List<PromptSource> prompts() {
    Map<InteractionKey, String> templates = new LinkedHashMap<>();
    for (ListedInteraction each :
        store.interactions().page(InteractionFilter.ALL, PageRequest.first(TRAFFIC)).items()) {
      if (each.hasContent()) {
        String template = each.row().dimensions().promptTemplate();
        templates.put(each.row().key(), template == null ? "a prompt of traffic" : template);
      }
    }
    Map<String, Interaction> contents = store.interactions().contents(templates.keySet());
    Map<String, String> names = new LinkedHashMap<>();
    templates.forEach(
        (key, template) ->
            Optional.ofNullable(contents.get(key.id()))
                .ifPresent(
                    content -> {
                      for (Message message : content.input()) {
                        if (message.role().equals("system")
                            && message.text().length() <= LONGEST_PROMPT
                            && names.size() < MOST_PROMPTS) {
                          names.putIfAbsent(message.text(), template);
                        }
                      }
                    }));
    List<PromptSource> prompts = new ArrayList<>();
    names.forEach((text, name) -> prompts.add(new PromptSource(name, text)));
    return prompts;
  }
}
