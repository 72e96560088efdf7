package dev.assay.server.web.failure;

import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.EditLock;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.JsonLinesEdit;
import dev.assay.core.dataset.lint.Addition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts cases into dataset files of the configured folder, as {@code assay failures export} does.
 */
final class Exports {

  private static final String STANDARD = "regression.jsonl";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.jsonl");

  private final Desks desks;
  private final DatasetFolder datasets;
  private final Path folder;

  Exports(Desks desks) {
    this.desks = desks;
    this.datasets = desks.folders().datasets();
    this.folder = datasets.path();
  }

  void show(Visit visit) {
    show(visit, visit.text("dataset").orElse(null), List.of());
  }

  private void show(Visit visit, @Nullable String asked, List<Problem> problems) {
    FailureCase value = found(visit);
    List<String> files = files();
    String name = asked != null ? asked : files.isEmpty() ? STANDARD : files.get(0);
    Example example = null;
    Addition addition = null;
    ExportPage.Place place = null;
    List<Problem> wrong = problems;
    try {
      example = example(value.id());
      Path file = file(name);
      place = ExportPage.Place.of(file, example);
      addition = Addition.of(file, List.of(example), false);
    } catch (InvalidInputException e) {
      visit.context().status(400);
      wrong = wrong.isEmpty() ? e.problems() : wrong;
    }
    visit.show(
        "failure/export.jte",
        new ExportPage(
            visit.shell("Export: " + value.title()),
            value,
            files,
            name,
            folder.toString(),
            example,
            place,
            addition == null ? List.of() : addition.alike(),
            wrong));
  }

  void write(Visit visit) {
    FailureCase value = found(visit);
    String name = visit.needed("dataset");
    boolean withDuplicates = visit.field("with_duplicates").isPresent();
    try {
      if (!value.status().next().contains(CaseStatus.EXPORTED)) {
        throw new InvalidInputException(
            Problem.of(
                "failure case " + value.id(), value.status().key(), "accepted by a person first"));
      }
      visit.tell(written(visit, value.id(), name, withDuplicates));
    } catch (InvalidInputException e) {
      visit.context().status(400);
      show(visit, name, e.problems());
      return;
    }
    visit.go(
        visit
            .view()
            .at(
                FailureRoom.PATH
                    + "/"
                    + CaseWords.part(value.id())
                    + "/export?dataset="
                    + CaseWords.part(name)));
  }

  private String written(Visit visit, String id, String name, boolean withDuplicates) {
    return EditLock.hold(file(name), () -> writtenAlone(visit, id, name, withDuplicates));
  }

  private String writtenAlone(Visit visit, String id, String name, boolean withDuplicates) {
    Path file = file(name);
    Example example = example(id);
    Addition addition = Addition.of(file, List.of(example), withDuplicates);
    if (addition.chosen().isEmpty()) {
      Example like = addition.alike().get(0).like();
      throw new InvalidInputException(
          Problem.of("example", example.id(), "one that " + name + " does not ask already")
              .next(
                  like.id()
                      + " asks the same; tick “put it there all the same” if both are to stay"));
    }
    JsonLinesEdit.Edited edited = addition.write();
    // The file first: told too early, a case would be taken for an example that is nowhere.
    if (desks.cases().exported(id, example.id(), visit.deed(name)).isEmpty()) {
      throw ApiException.notFound("failure case", id);
    }
    return edited.added() > 0
        ? "Added to " + name + "."
        : edited.replaced() > 0
            ? "Replaced its example in " + name + "."
            : name + " says the same already.";
  }

  private Example example(String id) {
    return desks.caseExamples().of(id).orElseThrow(() -> ApiException.notFound("failure case", id));
  }

  private FailureCase found(Visit visit) {
    String id = visit.path("id");
    return desks
        .store()
        .records()
        .failureCase(id)
        .map(CaseCard::read)
        .orElseThrow(() -> ApiException.notFound("failure case", id));
  }

  private List<String> files() {
    return datasets.files().stream()
        .filter(file -> DatasetFormat.ofPath(file) == DatasetFormat.JSONL)
        .map(file -> file.getFileName().toString())
        .toList();
  }

  // A file of the folder, or a new one of a plain name: no path leads out of it.
  private Path file(String name) {
    if (files().contains(name)) {
      return folder.resolve(name);
    }
    if (!NAME.matcher(name).matches() || Files.exists(folder.resolve(name))) {
      throw new InvalidInputException(
          Problem.of(
              "dataset",
              name,
              "a JSON Lines file of the datasets folder, or a new name of letters, digits, dots,"
                  + " hyphens and underscores that ends in .jsonl"));
    }
    return folder.resolve(name);
  }
}
