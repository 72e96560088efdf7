package dev.assay.cli;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.generate.AdversarialGenerator;
import dev.assay.core.dataset.generate.Generated;
import dev.assay.core.dataset.generate.Mutation;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay dataset generate FILE…}: adversarial examples from existing ones. */
@Command(
    name = "generate",
    description =
        "Make adversarial examples from existing ones; the same seed makes the same examples.",
    footer = {
      "",
      "Each example says in its metadata what was done and what is expected of the answer.",
      "",
      "Example: assay dataset generate golden.jsonl -o adversarial.jsonl --seed 7 --most 5"
    })
final class DatasetGenerateCommand extends AssayCommand {

  @Mixin private DatasetFiles files = new DatasetFiles();

  @Option(names = "--seed", paramLabel = "N", description = "What all randomness derives from; 7.")
  private long seed = 7;

  @Option(
      names = "--mutation",
      split = ",",
      paramLabel = "NAME",
      completionCandidates = MutationKeys.class,
      description = "Only these mutations; several with commas: ${COMPLETION-CANDIDATES}.")
  private List<String> mutations = List.of();

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "At most this many examples by each mutation.")
  private @Nullable Integer most;

  @Option(
      names = "--competitor",
      paramLabel = "NAME",
      description = "A competitor to mention; may be repeated.")
  private List<String> competitors = List.of();

  @Option(
      names = "--of",
      split = ",",
      paramLabel = "PARTITION",
      description = "Only from examples of these partitions.")
  private List<String> partitions = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The dataset to write; its format is as its name says.")
  private Path output = Path.of("");

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  DatasetGenerateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    AdversarialGenerator generator = generator();
    OutputFile.check(output, overwrite);
    DatasetFormat format = DatasetFormat.ofPath(output);
    Dataset source = files.read().dataset();
    Generated generated = generator.generate(sources(source));
    OutputFile.write(
        new Dataset(source.name() + "-adversarial", source.taskType(), generated.examples()),
        output,
        format,
        overwrite);
    if (json()) {
      json(generated.toJson().put("file", output.toString()));
      return ExitCode.PASSED;
    }
    terminal().line("Wrote " + generated.examples().size() + " examples to " + output);
    if (!generated.withoutText().isEmpty()) {
      note("no text to mutate in: " + String.join(", ", generated.withoutText()));
    }
    return ExitCode.PASSED;
  }

  private AdversarialGenerator generator() {
    AdversarialGenerator generator = AdversarialGenerator.withSeed(seed);
    if (!mutations.isEmpty()) {
      Set<Mutation> chosen = EnumSet.noneOf(Mutation.class);
      mutations.forEach(key -> chosen.add(parse(key)));
      generator = generator.withMutations(chosen);
    }
    if (!competitors.isEmpty()) {
      generator = generator.withCompetitors(competitors);
    }
    return most == null ? generator : generator.withMostPerMutation(most);
  }

  private List<Example> sources(Dataset dataset) {
    if (partitions.isEmpty()) {
      return dataset.examples();
    }
    Set<Partition> chosen = RunCommand.parsePartitions(partitions);
    return dataset.examples().stream().filter(e -> chosen.contains(e.partition())).toList();
  }

  private static Mutation parse(String key) {
    return Mutation.ofKey(key)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("--mutation", key, "a mutation")
                        .next(Nearest.advice(key, Mutation.keys()))));
  }

  /** What the help names. */
  static final class MutationKeys implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Mutation.keys().iterator();
    }
  }
}
