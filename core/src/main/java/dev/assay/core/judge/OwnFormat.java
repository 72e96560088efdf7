package dev.assay.core.judge;

import dev.assay.core.evaluator.Subject;
import java.util.List;

/** Grades asked for in Assay's own words. */
final class OwnFormat implements GradedBy {

  private final String task;
  private final Material material;
  private final GradeReader reader;

  OwnFormat(String role, Criteria criteria, List<FewShot> examples, Material material) {
    this.material = material;
    this.reader = new GradeReader(criteria.anchors().scale());
    this.task =
        (role.isEmpty() ? "" : role + "\n\n")
            + """
            You grade the response of an AI application, strictly and fairly, by these criteria and nothing else:
            %s

            Grades:
            %s

            Reason first: weigh the response against each criterion, point to what speaks for and against it, and compare \
            it with what the grades say. Then give the one grade whose description fits best. Neither length nor \
            confident or flattering wording is worth anything by itself. Where a reference is given it is a good answer, \
            not the only one: other words that say the same are as good. Where the context is given, take its statements \
            as true."""
                .formatted(criteria.words(), criteria.anchors().lines(""))
            + FewShot.words(examples);
  }

  @Override
  public Asked ask(Subject subject, TextLimit limit, boolean schema) {
    JudgePrompt.Builder prompt = JudgePrompt.builder(task).limit(limit);
    material.addTo(prompt, subject);
    prompt.data("response", subject.output());
    return prompt.tooLong().isPresent()
        ? new Asked.Not(prompt.tooLong().get())
        : new Asked.Ready(prompt.build(reader, schema));
  }

  @Override
  public ReplyReader<Grade> reader() {
    return reader;
  }

  @Override
  public String identity() {
    return String.join(
        "\n", task, JudgePrompt.rules("CODE"), reader.askForJson(), reader.askForText("CODE"));
  }
}
