package dev.assay.benchmarks.grounding;

import dev.assay.core.interaction.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Answers of a support assistant, made of templates written for this purpose: right ones in other
 * words than the context's, and ones with something invented. The public sets hold dialogue,
 * summaries and encyclopaedia text only; these teach the fit that a short answer in other words is
 * grounded. The pairs of the repository's test come from other templates.
 */
final class SupportAnswers {

  /**
   * {@code {a}} and {@code {b}} are figures; lines of answers are right, lines of inventions not.
   */
  private record Template(String context, List<String> answers, List<String> inventions) {}

  private static final List<Template> TEMPLATES =
      List.of(
          new Template(
              "Your phone contract includes {a} GB of mobile data each month. Unused data expires at the"
                  + " end of the month. Calls within the country are free. Roaming in the EU costs"
                  + " nothing extra for up to {b} GB.",
              List.of(
                  "You have {a} gigabytes of data per month.",
                  "The contract comes with {a} GB of data every month, and national calls cost nothing.",
                  "Data that you do not use is lost when the month ends.",
                  "In the EU you can use up to {b} GB without paying more.",
                  "No, unused data does not carry over; it expires at the end of the month."),
              List.of(
                  "You also get a free tablet with the contract.",
                  "Unused data is added to your balance for a whole year.",
                  "Calls to Australia are included as well.",
                  "You can share your data with four friends through our family app.")),
          new Template(
              "Check-in starts at 3 pm and check-out is until 11 am. Breakfast is served from 7 to 10 and"
                  + " costs ${a} per person. Pets are welcome for a fee of ${b} per night. The pool is"
                  + " closed in winter.",
              List.of(
                  "Breakfast is ${a} for each guest.",
                  "You may bring your dog; we charge {b} dollars a night for pets.",
                  "The swimming pool is not open in winter.",
                  "You can check in from 3 pm onwards.",
                  "Please leave your room by 11 am at the latest."),
              List.of(
                  "Our spa with two saunas is open around the clock.",
                  "The pool is heated and open all year.",
                  "A shuttle takes you to the airport every half hour.",
                  "Parking in the garage is free for members.")),
          new Template(
              "The gym membership runs for {a} months and renews automatically. It can be cancelled with"
                  + " {b} weeks' notice before the end of the term. Members may bring a guest once a"
                  + " month. Towels are not provided.",
              List.of(
                  "A membership lasts {a} months.",
                  "To cancel, give notice {b} weeks before the term ends.",
                  "Towels are not included, so bring your own.",
                  "Once a month you are allowed to bring a guest along.",
                  "If you do nothing, the membership is renewed automatically."),
              List.of(
                  "Personal training sessions are part of the membership.",
                  "You can pause your membership while you travel.",
                  "There is a steam bath on the second floor.",
                  "Guests can come with you every day without limits.")),
          new Template(
              "To reset your password, open Settings and choose Security. A link is sent to your email"
                  + " address and is valid for {a} minutes. After {b} failed attempts the account is"
                  + " locked. Support can unlock it after checking your identity.",
              List.of(
                  "Choose Security in the settings to reset your password.",
                  "The link in the email works for {a} minutes.",
                  "Your account gets locked once you have failed {b} times.",
                  "Only after your identity was checked can support unlock the account.",
                  "We send you a link by email with which you can set a new password."),
              List.of(
                  "You can also reset it by fingerprint in the mobile app.",
                  "A text message with a code is sent to your phone.",
                  "The account unlocks by itself the next morning.",
                  "Your old password stays valid until you choose a new one in the portal.")),
          new Template(
              "The course costs €{a} and takes {b} weeks. It is taught online by two lecturers. A"
                  + " certificate is given to everyone who passes the final exam. Recordings are kept"
                  + " for a year.",
              List.of(
                  "You pay {a} euros for the course.",
                  "It lasts {b} weeks and is held online.",
                  "Whoever passes the exam at the end gets a certificate.",
                  "The recordings remain available for one year.",
                  "Two lecturers teach the course."),
              List.of(
                  "Participants receive a printed textbook by mail.",
                  "The final exam can be repeated three times for free.",
                  "The certificate is recognised by all universities in Europe.",
                  "There are live sessions in Berlin and Madrid.")),
          new Template(
              "The policy covers damage by fire, storm and burst pipes up to £{a},000. Floods are not"
                  + " covered. Claims have to be reported within {b} days. The excess is paid by the"
                  + " policyholder.",
              List.of(
                  "Fire, storms and burst pipes are insured up to £{a},000.",
                  "Damage from floods is excluded.",
                  "You must report a claim within {b} days.",
                  "The policyholder pays the excess.",
                  "No, floods are not part of the cover."),
              List.of(
                  "Theft of bicycles is covered as well.",
                  "Floods are covered if you live on the first floor.",
                  "We send an assessor within two hours of your call.",
                  "Your contents are insured worldwide while you travel.")),
          new Template(
              "Nordlight lamps use {a} watts and have a life of {b},000 hours. They fit standard sockets"
                  + " and can be dimmed with the app. The lamps are made in Denmark. Spare parts are"
                  + " available for ten years.",
              List.of(
                  "A lamp uses {a} watts.",
                  "Each lamp has a life of about {b},000 hours.",
                  "You can dim them using the app.",
                  "They are manufactured in Denmark and fit a standard socket.",
                  "For ten years you can get spare parts."),
              List.of(
                  "The lamps change colour with the music you play.",
                  "They work with every voice assistant on the market.",
                  "A solar panel is included in the box.",
                  "The lamps were designed by an award-winning studio in Oslo.")),
          new Template(
              "The library lends up to {a} books at a time. The loan period is {b} days and can be extended"
                  + " twice. Late returns cost 50 cents per day. Reference books cannot be borrowed.",
              List.of(
                  "At most {a} books can be borrowed at once.",
                  "You may keep a book for {b} days.",
                  "Loans can be extended two times.",
                  "If you return a book late, you pay 50 cents a day.",
                  "It is not possible to borrow reference books."),
              List.of(
                  "E-books can be downloaded without a card.",
                  "Children never pay late fees.",
                  "The library is open on Sundays during the summer.",
                  "Reference books may be borrowed over night.")));

  private static final List<String> GREETINGS =
      List.of("", "", "", "Hi! ", "Thanks for your message. ");
  private static final List<String> CLOSINGS =
      List.of("", "", "", " Let me know if I can help further.");

  private final SplittableRandom random;

  private SupportAnswers(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<LabelledRow> of(int count, long seed) {
    SupportAnswers answers = new SupportAnswers(seed);
    List<LabelledRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(answers.row(i));
    }
    return rows;
  }

  private LabelledRow row(int i) {
    int family = i % TEMPLATES.size();
    Template template = TEMPLATES.get(family);
    int a = random.nextInt(3, 40);
    int b = random.nextInt(3, 40);
    String context = filled(template.context(), a, b);
    int kind = random.nextInt(4);
    StringBuilder answer = new StringBuilder(pick(GREETINGS));
    answer.append(filled(pick(template.answers()), a, b));
    if (random.nextBoolean()) {
      answer.append(' ').append(filled(pick(template.answers()), a, b));
    }
    boolean grounded = kind < 2;
    if (kind == 2) {
      answer.append(' ').append(pick(template.inventions()));
    } else if (kind == 3) {
      answer.setLength(0);
      answer.append(pick(template.inventions()));
    }
    answer.append(pick(CLOSINGS));
    return new LabelledRow(
        "generated-" + i,
        "generated-" + family,
        answer.toString(),
        List.of(Passage.of(context)),
        grounded);
  }

  private String pick(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String filled(String text, int a, int b) {
    return text.replace("{a}", String.valueOf(a)).replace("{b}", String.valueOf(b));
  }
}
