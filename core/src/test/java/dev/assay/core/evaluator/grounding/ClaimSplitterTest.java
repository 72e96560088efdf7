package dev.assay.core.evaluator.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClaimSplitterTest {

  @Test
  void split_abbreviationsAndNumbers_endNoSentence() {
    assertThat(
            texts(
                "Dr. Meyer pays 1,234.50 EUR to J. Smith, e.g. on Jan. 5. The U.S. office pays"
                    + " nothing."))
        .containsExactly(
            "Dr. Meyer pays 1,234.50 EUR to J. Smith, e.g. on Jan. 5.",
            "The U.S. office pays nothing.");
  }

  @Test
  void split_listsHeadingsAndEmphasis_areOneClaimEach() {
    assertThat(
            texts(
                "# Plans\n\n- **Team** costs $9\n- Business costs $16\n1. Open the page.\n2. Save it."))
        .containsExactly(
            "Plans", "Team** costs $9", "Business costs $16", "Open the page.", "Save it.");
  }

  @Test
  void split_clausesWithTheirOwnSubjectAndVerb_areApart() {
    assertThat(texts("The plan costs $9 per month, and it includes ten guests for free."))
        .containsExactly("The plan costs $9 per month", "it includes ten guests for free.");
  }

  @Test
  void split_enumerations_stayWhole() {
    assertThat(texts("You can pay by card, invoice and bank transfer."))
        .containsExactly("You can pay by card, invoice and bank transfer.");
  }

  @Test
  void split_quotes_closeWithTheirSentence() {
    assertThat(texts("He said \"it is done.\" Then he left the room."))
        .containsExactly("He said \"it is done.\"", "Then he left the room.");
  }

  @Test
  void split_nothingToCheck_saysWhy() {
    assertThat(kinds("Hi there! Do you have a plan already? Let me know if you need more help."))
        .containsExactly(Claim.Kind.GREETING, Claim.Kind.QUESTION, Claim.Kind.OFFER);
    assertThat(kinds("I think that is wonderful.")).containsExactly(Claim.Kind.OPINION);
    assertThat(kinds("You should perhaps try again later.")).containsExactly(Claim.Kind.ADVICE);
    assertThat(kinds("I think it costs $9.")).containsExactly(Claim.Kind.CHECKABLE);
  }

  @Test
  void split_hostileText_survives() {
    assertThat(texts("")).isEmpty();
    assertThat(texts("\u0000\ud800 . . . !!! ???")).isNotNull();
    String many = "a; ".repeat(200_000);
    assertThat(ClaimSplitter.split(many)).hasSizeLessThanOrEqualTo(ClaimSplitter.MOST_CLAIMS + 1);
  }

  private static List<String> texts(String output) {
    return ClaimSplitter.split(output).stream()
        .map(claim -> output.substring(claim.start(), claim.end()))
        .collect(Collectors.toList());
  }

  private static List<Claim.Kind> kinds(String output) {
    return ClaimSplitter.split(output).stream().map(Claim::kind).toList();
  }
}
