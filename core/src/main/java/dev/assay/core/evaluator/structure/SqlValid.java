package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the output is SQL that parses, of statements that are allowed. */
final class SqlValid implements Evaluator {

  private static final Set<String> LANGUAGES =
      Set.of("sql", "postgresql", "postgres", "mysql", "sqlite", "tsql", "plsql");
  private static final String STATEMENTS = "statements";
  private static final String MAX = "max_statements";
  private static final int LONGEST = 100_000;

  private final Extraction extraction;
  private final List<String> allowed;
  private final int max;

  private SqlValid(Parameters parameters) {
    this.extraction = Extraction.of(parameters);
    this.allowed =
        parameters.strings(STATEMENTS).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.max = parameters.integer(MAX);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "sql-valid", "1", "Passes when the output is SQL that parses, of statements allowed.")
        .documentation(
            "Parses the output with JSqlParser, which knows standard SQL and much of what PostgreSQL,"
                + " MySQL, Oracle, SQL Server and others add; it does not know your tables, so it"
                + " finds slips of syntax, not of meaning, and may refuse a rare construct of a"
                + " dialect. `statements` lists what may be there, such as `[select]`: a query with"
                + " `with` or `union` is a `select`, others are named by their verb (`insert`,"
                + " `update`, `delete`, `merge`, `create-table`, `drop`, `truncate`, …). A query that"
                + " changes something on its way counts as that too: a `delete` in its `with`, or"
                + " `select-into`. Functions that change something are not known. Nothing is"
                + " executed. More than 100,000 characters, or more than some seconds, are not"
                + " scored.")
        .example("- sql-valid: {extract: auto, statements: [select]}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(Extraction.parameter())
        .parameter(
            Parameter.strings(STATEMENTS, "The kinds of statement that may be there; all if none."))
        .parameter(
            Parameter.integer(MAX, "The most statements that may be there.")
                .between(1, 1_000)
                .withDefault(1_000))
        .decidesItself()
        .createdBy((parameters, context) -> new SqlValid(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    Optional<String> text = extraction.from(subject.output(), LANGUAGES);
    if (text.isEmpty()) {
      return Score.ofPass(false, Extraction.missing("SQL"));
    }
    if (text.get().length() > LONGEST) {
      return Score.unscored(
          "too long to parse: "
              + text.get().length()
              + " characters (expected: at most "
              + LONGEST
              + ")");
    }
    SqlText sql = SqlText.parse(text.get());
    if (sql.tooHard()) {
      return Score.unscored("the SQL takes too long to parse");
    }
    return sql.complaint() == null ? score(sql) : Score.ofPass(false, sql.complaint());
  }

  private Score score(SqlText sql) {
    List<String> statements = sql.kinds();
    ObjectNode evidence = Json.object();
    ArrayNode kinds = evidence.putArray("statements");
    statements.stream().limit(100).forEach(kinds::add);
    Optional<String> forbidden =
        statements.stream()
            .filter(kind -> !allowed.isEmpty() && !allowed.contains(kind))
            .findFirst();
    String why = null;
    if (forbidden.isPresent()) {
      why =
          "has a statement " + forbidden.get() + " (expected: " + String.join(", ", allowed) + ")";
    } else if (sql.count() > max) {
      why = sql.count() + " statements (expected: at most " + max + ")";
    }
    return Score.ofPass(why == null, why).withEvidence(evidence);
  }
}
