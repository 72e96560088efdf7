package dev.assay.core.judge;

/**
 * One thing that a judge lists: a statement, a passage, a goal.
 *
 * @param text the thing, in the judge's words or by its number
 * @param status what the judge says of it, one of those offered
 * @param evidence the words it rests on, as the judge quotes them; empty if none were asked for
 * @param quoted whether these words stand where they should
 * @param reasoning why; may be empty
 */
record ListedItem(String text, String status, String evidence, boolean quoted, String reasoning) {}
