package dev.assay.core.evaluator.structure;

import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * SQL, parsed.
 *
 * @param count how many statements there are
 * @param kinds what they are: select, insert, create-table, …; a query that changes something on
 *     its way counts as that too
 * @param complaint why it is no SQL, in one line harmless to print
 * @param tooHard whether the parser gave up
 */
record SqlText(int count, List<String> kinds, @Nullable String complaint, boolean tooHard) {

  // The parser tries a simple grammar first, then the whole; each may take so long.
  private static final int MILLIS = 1_500;
  private static final int LONGEST_SHOWN = 160;

  static SqlText parse(String text) {
    String sql = withoutLastSemicolons(text);
    if (sql.isEmpty()) {
      return wrong("no statement");
    }
    SqlText parsed = parse(sql, false);
    if (parsed.complaint != null && sql.indexOf('[') >= 0) {
      // Names in brackets are SQL Server's; elsewhere brackets are for arrays.
      SqlText quoted = parse(sql, true);
      return quoted.complaint == null ? quoted : parsed;
    }
    return parsed;
  }

  private static SqlText parse(String sql, boolean brackets) {
    try {
      // On a thread of its own, which is interrupted in time; null where its stack did not suffice.
      Statements statements =
          CCJSqlParserUtil.parseStatements(
              sql, p -> p.withTimeOut(MILLIS).withSquareBracketQuotation(brackets));
      return statements == null ? unparsed() : of(statements);
    } catch (JSQLParserException e) {
      return gaveUp(e) ? unparsed() : wrong(message(e));
    }
  }

  private static SqlText of(Statements statements) {
    List<String> kinds = new ArrayList<>();
    for (Statement statement : statements) {
      kinds.add(kind(statement));
      if (statement instanceof Select select) {
        addChanges(select, kinds);
      }
    }
    return new SqlText(statements.size(), List.copyOf(kinds), null, false);
  }

  // What a query changes on its way: with t as (delete …) select …, select … into t.
  private static void addChanges(Select select, List<String> kinds) {
    List<WithItem<?>> items = select.getWithItemsList();
    for (WithItem<?> item : items == null ? List.<WithItem<?>>of() : items) {
      Statement statement = item.getParenthesedStatement();
      if (statement instanceof Select inner) {
        addChanges(inner, kinds);
      } else if (statement != null) {
        kinds.add(kind(statement));
      }
    }
    if (select instanceof PlainSelect plain && isInto(plain)) {
      kinds.add("select-into");
    } else if (select instanceof ParenthesedSelect inner) {
      addChanges(inner.getSelect(), kinds);
    } else if (select instanceof SetOperationList list) {
      list.getSelects().forEach(part -> addChanges(part, kinds));
    }
  }

  private static boolean isInto(PlainSelect select) {
    return select.getIntoTempTable() != null
        || (select.getIntoTables() != null && !select.getIntoTables().isEmpty());
  }

  private static SqlText unparsed() {
    return new SqlText(0, List.of(), null, true);
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
    return new SqlText(0, List.of(), "not SQL: " + message, false);
  }

  private static String kind(Statement statement) {
    if (statement instanceof Select) {
      return "select";
    }
    String name =
        statement
            .getClass()
            .getSimpleName()
            .replaceFirst("^Parenthesed", "")
            .replaceFirst("Statement$", "");
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
