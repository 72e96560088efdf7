package dev.assay.core.evaluator.structure;

import dev.assay.core.problem.Printable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * SQL, parsed.
 *
 * @param statements the kinds of its statements: select, insert, create-table, …
 * @param complaint why it is no SQL, in one line harmless to print
 * @param tooHard whether the parser gave up
 */
record SqlText(List<String> statements, @Nullable String complaint, boolean tooHard) {

  // The parser tries a simple grammar first, then the whole; each may take so long.
  private static final int MILLIS = 1_500;
  private static final int LONGEST_SHOWN = 160;

  static SqlText parse(String text) {
    String sql = withoutLastSemicolons(text);
    if (sql.isEmpty()) {
      return wrong("no statement");
    }
    try {
      // On a thread of its own, which is interrupted in time; null where its stack did not suffice.
      Statements statements = CCJSqlParserUtil.parseStatements(sql, p -> p.withTimeOut(MILLIS));
      return statements == null
          ? new SqlText(List.of(), null, true)
          : new SqlText(statements.stream().map(SqlText::kind).toList(), null, false);
    } catch (JSQLParserException e) {
      return gaveUp(e) ? new SqlText(List.of(), null, true) : wrong(message(e));
    }
  }

  private static boolean gaveUp(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException || cause instanceof StackOverflowError) {
        return true;
      }
    }
    return false;
  }

  private static SqlText wrong(String message) {
    return new SqlText(List.of(), "not SQL: " + message, false);
  }

  private static String kind(Statement statement) {
    if (statement instanceof Select) {
      return "select";
    }
    String name = statement.getClass().getSimpleName().replaceFirst("Statement$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  // Up to where the parser lists all that it would have taken.
  private static String message(JSQLParserException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    int expecting = message.indexOf(" Was expecting");
    String what = expecting < 0 ? message : message.substring(0, expecting);
    return Printable.line(what.replaceFirst("^[\\w.]+Exception: ", ""), LONGEST_SHOWN);
  }

  private static String withoutLastSemicolons(String text) {
    int end = text.length();
    while (end > 0
        && (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1)))) {
      end--;
    }
    return text.substring(0, end).strip();
  }
}
