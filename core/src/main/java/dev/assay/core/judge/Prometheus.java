package dev.assay.core.judge;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Message;
import dev.assay.core.judge.ReplyReader.Reading;
import dev.assay.core.judge.ReplyReader.Reply;
import dev.assay.core.model.ReplySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prompts in the formats that Prometheus 2 was trained on, absolute and relative.
 *
 * <p>Source: Kim et al., "Prometheus 2: An Open Source Language Model Specialized in Evaluating
 * Other Language Models" (2024), and the prompts published with the models
 * (prometheus-eval/prometheus-eval). The section headings and the sentences of the task are the
 * protocol the models know and are kept to the letter; the fence within the sections and the rules
 * in the system message are added.
 */
final class Prometheus {

  private static final String ABSOLUTE_SYSTEM =
      "You are a fair judge assistant tasked with providing clear, objective feedback based on"
          + " specific criteria, ensuring each assessment reflects the absolute standards set for"
          + " performance.";
  private static final String RELATIVE_SYSTEM =
      "You are a fair judge assistant assigned to deliver insightful feedback that compares"
          + " individual performances, highlighting how each stands relative to others within the"
          + " same cohort.";
  private static final Pattern HEADING = Pattern.compile("(?m)^([ \\t>]*)#{3,}");

  private Prometheus() {}

  /**
   * Asks for a grade of one response.
   *
   * @param instruction what was asked, with the context where there is one
   * @param reference an answer that deserves a 5; empty for none
   */
  static JudgePrompt absolute(
      String instruction, String response, Optional<String> reference, Criteria criteria) {
    String given =
        reference.isPresent()
            ? "a response to evaluate, a reference answer that gets a score of 5, and"
            : "a response to evaluate, and";
    String task =
        "###Task Description:\nAn instruction (might include an Input inside it), "
            + given
            + " a score rubric representing a evaluation criteria are given.\n"
            + "1. Write a detailed feedback that assess the quality of the response strictly based"
            + " on the given score rubric, not evaluating in general.\n"
            + "2. After writing a feedback, write a score that is an integer between 1 and 5. You"
            + " should refer to the score rubric.\n"
            + "3. The output format should look as follows: \"(write a feedback for criteria)"
            + " [RESULT] (an integer number between 1 and 5)\"\n"
            + "4. Please do not generate any other opening, closing, and explanations.\n\n";
    Sections sections = new Sections();
    sections.add("###The instruction to evaluate:", "instruction", instruction);
    sections.add("###Response to evaluate:", "response", response);
    reference.ifPresent(text -> sections.add("###Reference Answer (Score 5):", "reference", text));
    String rubric =
        "###Score Rubrics:\n["
            + String.join(" ", criteria.questions())
            + "]\n"
            + criteria.anchors().lines("Score ");
    return sections.prompt(ABSOLUTE_SYSTEM, task, rubric);
  }

  /**
   * Asks which of two responses is better.
   *
   * @param reference a good answer; empty for none
   */
  static JudgePrompt relative(
      String instruction, String a, String b, Optional<String> reference, String criterion) {
    String given = reference.isPresent() ? "a reference answer, and" : "and";
    String task =
        "###Task Description:\nAn instruction (might include an Input inside it), a response to"
            + " evaluate, "
            + given
            + " a score rubric representing a evaluation criteria are given.\n"
            + "1. Write a detailed feedback that assess the quality of two responses strictly based"
            + " on the given score rubric, not evaluating in general.\n"
            + "2. After writing a feedback, choose a better response between Response A and"
            + " Response B. You should refer to the score rubric.\n"
            + "3. The output format should look as follows: \"(write a feedback for criteria)"
            + " [RESULT] (A or B)\"\n"
            + "4. Please do not generate any other opening, closing, and explanations.\n\n";
    Sections sections = new Sections();
    sections.add("###Instruction:", "instruction", instruction);
    sections.add("###Response A:", "response a", a);
    sections.add("###Response B:", "response b", b);
    reference.ifPresent(text -> sections.add("###Reference Answer:", "reference", text));
    return sections.prompt(RELATIVE_SYSTEM, task, "###Score Rubric:\n[" + criterion + "]");
  }

  /** What follows {@code [RESULT]}, or else is named as the result. */
  static Optional<ResultText.Found> result(ResultText text) {
    return text.bracketed().or(text::named);
  }

  /** The fenced sections of a prompt. */
  private static final class Sections {

    private record Section(String heading, String label, String text) {}

    private final List<Section> sections = new ArrayList<>();

    void add(String heading, String label, String text) {
      // Headings of ours within a text would look like sections to this model.
      String own = HEADING.matcher(Disarm.text(text)).replaceAll("$1# # #");
      sections.add(new Section(heading, label, own));
    }

    JudgePrompt prompt(String system, String task, String rubric) {
      List<String> texts = sections.stream().map(Section::text).toList();
      String code = JudgePrompt.code(texts);
      StringBuilder user = new StringBuilder(task);
      for (Section section : sections) {
        user.append(section.heading()).append('\n');
        user.append(JudgePrompt.fenced(section.label(), code, section.text())).append("\n\n");
      }
      user.append(rubric).append("\n\n###Feedback: ");
      return new JudgePrompt(
          List.of(
              new Message("system", system + "\n\n" + JudgePrompt.rules(code)),
              Message.user(user.toString())),
          code,
          String.join("\n", texts),
          null);
    }
  }

  /** Grades as Prometheus 2 gives them. */
  static final class Absolute implements GradedBy {

    private final Criteria criteria;
    private final Material material;

    Absolute(Criteria criteria, Material material) {
      this.criteria = criteria;
      this.material = material;
    }

    @Override
    public Asked ask(Subject subject, TextLimit limit, boolean schema) {
      Optional<String> context = material.contextOf(subject);
      Optional<String> reference = material.referenceOf(subject);
      String instruction = subject.inputText();
      String whole = context.map(text -> instruction + "\n\nContext:\n" + text).orElse(instruction);
      for (String text : List.of(whole, subject.output(), reference.orElse(""))) {
        if (limit.refuses(text)) {
          return new Asked.Not(limit.reason(text));
        }
      }
      return new Asked.Ready(
          absolute(
              limit.shown(whole),
              limit.shown(subject.output()),
              reference.map(limit::shown),
              criteria));
    }

    @Override
    public ReplyReader<Grade> reader() {
      return new Reader();
    }

    @Override
    public String identity() {
      JudgePrompt sample = absolute("", "", Optional.of(""), criteria);
      return sample.messages().get(0).text() + "\n" + sample.messages().get(1).text();
    }
  }

  private static final class Reader implements ReplyReader<Grade> {

    @Override
    public ReplySchema schema() {
      return new GradeReader(Scale.ONE_TO_FIVE).schema();
    }

    // The prompt says it all in the words the model was trained on.
    @Override
    public String askForJson() {
      return "";
    }

    @Override
    public String askForText(String code) {
      return "";
    }

    @Override
    public Reading<Grade> read(Reply reply) {
      Scale scale = Scale.ONE_TO_FIVE;
      ResultText text = new ResultText(reply, GradeReader.offered(scale), scale.high());
      Optional<ResultText.Found> found = result(text);
      if (found.isEmpty()) {
        return new Reading.Unread<>(text.reason("grade", scale.words()));
      }
      int offset = found.get().offset();
      String before = reply.text().substring(0, offset);
      int mark = before.lastIndexOf('[');
      String feedback = (mark < 0 ? before : before.substring(0, mark)).strip();
      return new Reading.Read<>(
          new Grade(
              Integer.parseInt(found.get().choice()),
              offset,
              feedback.replaceFirst("^Feedback:\\s*", "")));
    }
  }
}
