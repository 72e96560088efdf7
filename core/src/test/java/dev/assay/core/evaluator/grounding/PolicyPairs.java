package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Answers about prices, limits, deadlines, percentages and dates of invented products: each once as
 * its context says it and once with another figure. Products, subjects, figures, ways to write a
 * figure and ways to put an answer are drawn by a seed; the answers are not the context's
 * sentences.
 */
final class PolicyPairs {

  /** An answer that is right, its altered twin, and the context of both. */
  record Pair(String family, String context, String right, String altered) {}

  private static final String[] PRODUCTS = {
    "Lumora", "Fernwell", "Tidemark", "Quillbase", "Norvane", "Sablecloud", "Brightpath", "Hexafold"
  };
  private static final String[] TIERS = {"Basic", "Plus", "Premium", "Studio", "Family", "Scale"};
  private static final String[] WORDS = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] MONTHS = {
    "January", "February", "March", "April", "June", "July", "August", "September", "October"
  };

  private static final int FAMILIES = 15;

  private final SplittableRandom random;

  private PolicyPairs(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Pair> of(int count, long seed) {
    PolicyPairs pairs = new PolicyPairs(seed);
    List<Pair> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(pairs.pair(i % FAMILIES));
    }
    return made;
  }

  private Pair pair(int family) {
    return switch (family) {
      case 0 -> price();
      case 1 -> seats();
      case 2 -> storage();
      case 3 -> refund();
      case 4 -> discount();
      case 5 -> delivery();
      case 6 -> deadline();
      case 7 -> rate();
      case 8 -> fee();
      case 9 -> warranty();
      case 10 -> baggage();
      case 11 -> interest();
      case 12 -> hours();
      case 13 -> retention();
      default -> minimumOrder();
    };
  }

  private Pair price() {
    String product = pick(PRODUCTS);
    String[] tiers = tiers();
    int[] prices = {number(5, 19), number(21, 49), number(51, 99)};
    int asked = random.nextInt(3);
    String context =
        product
            + " comes in three plans. The "
            + tiers[0]
            + " plan costs $"
            + prices[0]
            + " per month. The "
            + tiers[1]
            + " plan costs $"
            + prices[1]
            + " per month and adds shared folders. The "
            + tiers[2]
            + " plan is $"
            + prices[2]
            + " per month and includes priority support. All prices exclude tax.";
    int wrong = random.nextBoolean() ? prices[(asked + 1) % 3] : other(prices[asked]);
    String tier = tiers[asked];
    int form = random.nextInt(4);
    return new Pair("price", context, price(form, tier, prices[asked]), price(form, tier, wrong));
  }

  private String price(int form, String tier, int value) {
    return switch (form) {
      case 0 -> "For the " + tier + " plan you pay " + value + " dollars a month.";
      case 1 -> "The monthly price of " + tier + " is $" + value + ".00.";
      case 2 -> "Thanks for asking! The " + tier + " plan will cost you $" + value + " each month.";
      default -> "The " + tier + " plan is priced at USD " + value + " per month.";
    };
  }

  private Pair seats() {
    String[] tiers = tiers();
    int[] seats = {number(2, 9), number(20, 60), number(200, 900)};
    int asked = random.nextInt(3);
    String context =
        "## Members\n\n- The "
            + tiers[0]
            + " plan allows up to "
            + seats[0]
            + " members.\n- The "
            + tiers[1]
            + " plan allows up to "
            + seats[1]
            + " members.\n- The "
            + tiers[2]
            + " plan allows up to "
            + seats[2]
            + " members.\n\nGuests do not count as members.";
    int wrong = random.nextBoolean() ? seats[(asked + 1) % 3] : other(seats[asked]);
    int form = random.nextInt(4);
    String tier = tiers[asked];
    return new Pair("seats", context, seats(form, tier, seats[asked]), seats(form, tier, wrong));
  }

  private String seats(int form, String tier, int value) {
    return switch (form) {
      case 0 -> "With " + tier + " you can have at most " + value + " members.";
      case 1 -> "On the " + tier + " plan, a maximum of " + written(value) + " members is allowed.";
      case 2 -> "The " + tier + " plan is limited to " + value + " members.";
      default -> "Up to " + value + " members are allowed on the " + tier + " plan.";
    };
  }

  private Pair storage() {
    String product = pick(PRODUCTS);
    int gigabytes = number(5, 95) * 10;
    int upload = number(1, 9) * 25;
    String context =
        "Every "
            + product
            + " workspace includes "
            + gigabytes
            + " GB of storage. Single files may"
            + " be up to "
            + upload
            + " MB in size. When the storage is full, new uploads are"
            + " refused until space is freed.";
    boolean file = random.nextBoolean();
    int right = file ? upload : gigabytes;
    int wrong = other(right);
    int form = random.nextInt(3);
    return new Pair("storage", context, storage(file, form, right), storage(file, form, wrong));
  }

  private String storage(boolean file, int form, int value) {
    if (file) {
      return switch (form) {
        case 0 -> "A single file can be up to " + value + " megabytes in size.";
        case 1 -> "Files may not be larger than " + value + "MB.";
        default -> "The maximum size of a file is " + value + " MB.";
      };
    }
    return switch (form) {
      case 0 -> "You get " + value + " gigabytes of storage in each workspace.";
      case 1 -> "A workspace comes with " + value + "GB of storage.";
      default -> "The storage of every workspace is " + value + " GB.";
    };
  }

  private Pair refund() {
    String product = pick(PRODUCTS);
    int days = number(2, 12) * 5;
    int answer = number(2, 4);
    String context =
        "Refunds: you can return any "
            + product
            + " device within "
            + days
            + " days of delivery for"
            + " a full refund. The device must be in its original packaging. Refunds are paid to"
            + " the original payment method within "
            + answer
            + " business days.";
    int wrong = other(days);
    int form = random.nextInt(4);
    return new Pair("refund", context, refund(form, days), refund(form, wrong));
  }

  private String refund(int form, int days) {
    return switch (form) {
      case 0 -> "You have " + written(days) + " days after delivery to return the device.";
      case 1 -> "Devices can be returned for a full refund up to " + days + " days after delivery.";
      case 2 ->
          "Hi there, the device can be returned within "
              + days
              + " days of delivery for a"
              + " full refund.";
      default ->
          "We offer a full refund within "
              + days
              + " days of delivery, as long as the device"
              + " is in its original packaging.";
    };
  }

  private Pair discount() {
    int students = number(1, 6) * 5;
    int charities = students + number(2, 6) * 5;
    String context =
        "Students get "
            + students
            + "% off all annual plans with a valid student card. Registered"
            + " charities get "
            + charities
            + "% off. Discounts cannot be combined with other"
            + " offers.";
    boolean student = random.nextBoolean();
    int right = student ? students : charities;
    int wrong = random.nextBoolean() ? (student ? charities : students) : other(right);
    int form = random.nextInt(3);
    String who = student ? "Students" : "Charities";
    return new Pair("discount", context, discount(form, who, right), discount(form, who, wrong));
  }

  private String discount(int form, String who, int value) {
    return switch (form) {
      case 0 -> who + " receive a discount of " + value + " percent.";
      case 1 -> who + " get " + written(value) + " percent off.";
      default -> who + " are given " + value + "% off, and discounts cannot be combined.";
    };
  }

  private Pair delivery() {
    String product = pick(PRODUCTS);
    int low = number(2, 5);
    int high = low + number(2, 4);
    int express = 9 + number(1, 9);
    String context =
        "Standard delivery of a "
            + product
            + " order takes "
            + low
            + " to "
            + high
            + " business"
            + " days and is free. Express delivery arrives the next business day and costs €"
            + express
            + ".50. Orders placed after 4 pm are shipped the next day.";
    if (random.nextBoolean()) {
      int shift = number(3, 9);
      int form = random.nextInt(2);
      return new Pair(
          "delivery",
          context,
          delivery(form, low, high),
          delivery(form, low + shift, high + shift));
    }
    int form = random.nextInt(3);
    return new Pair("delivery", context, express(form, express), express(form, other(express)));
  }

  private String delivery(int form, int low, int high) {
    return form == 0
        ? "Standard delivery takes between " + low + " and " + high + " business days."
        : "With standard delivery your order arrives in " + low + "-" + high + " business days.";
  }

  private String express(int form, int euros) {
    return switch (form) {
      case 0 -> "Express delivery costs " + euros + ",50 €.";
      case 1 -> "For express delivery we charge " + euros + ".50 euros.";
      default -> "The price of express delivery is €" + euros + ".50.";
    };
  }

  private Pair deadline() {
    String product = pick(PRODUCTS);
    String month = pick(MONTHS);
    int day = number(2, 27);
    int year = number(2024, 2029);
    String context =
        "The "
            + product
            + " summer programme opens in spring. Applications must be received by "
            + day
            + " "
            + month
            + " "
            + year
            + ". Late applications are not accepted. Results are"
            + " sent by email.";
    int wrong = day > 14 ? day - number(1, 9) : day + number(1, 9);
    int form = random.nextInt(3);
    return new Pair(
        "deadline", context, deadline(form, month, day, year), deadline(form, month, wrong, year));
  }

  private String deadline(int form, String month, int day, int year) {
    return switch (form) {
      case 0 -> "Applications have to be received by " + month + " " + day + ", " + year + ".";
      case 1 -> "The deadline by which applications must be received is " + day + " " + month + ".";
      default -> "Your application must be received by " + month + " " + day + ".";
    };
  }

  private Pair rate() {
    String product = pick(PRODUCTS);
    int requests = number(2, 40) * 100;
    int minutes = number(2, 9) * 5;
    String context =
        "The "
            + product
            + " API allows "
            + grouped(requests)
            + " requests per hour for each key."
            + " Access tokens expire after "
            + minutes
            + " minutes. Requests beyond the limit are"
            + " answered with status 429.";
    boolean token = random.nextBoolean();
    int form = random.nextInt(2);
    return token
        ? new Pair("rate", context, token(form, minutes), token(form, other(minutes)))
        : new Pair("rate", context, requests(form, requests), requests(form, other(requests)));
  }

  private String token(int form, int minutes) {
    return form == 0
        ? "Access tokens are valid for " + minutes + " minutes."
        : "An access token expires after " + written(minutes) + " minutes.";
  }

  private String requests(int form, int requests) {
    return form == 0
        ? "Each key can make " + requests + " requests per hour."
        : "The API's limit is " + grouped(requests) + " requests an hour for every key.";
  }

  private Pair fee() {
    int fee = number(3, 15);
    int cancel = number(16, 60);
    int hours = number(2, 6) * 12;
    String context =
        "Changing a booking costs £"
            + fee
            + " per change. Cancelling a booking costs £"
            + cancel
            + ". Cancellations made at least "
            + hours
            + " hours before arrival are free of"
            + " charge.";
    boolean change = random.nextBoolean();
    int right = change ? fee : cancel;
    int wrong = random.nextBoolean() ? (change ? cancel : fee) : other(right);
    int form = random.nextInt(2);
    return new Pair("fee", context, fee(change, form, right), fee(change, form, wrong));
  }

  private String fee(boolean change, int form, int value) {
    String what = change ? "change" : "cancel";
    return form == 0
        ? "It costs " + written(value) + " pounds to " + what + " a booking."
        : "If you " + what + " a booking, you will be charged £" + value + ".";
  }

  private Pair warranty() {
    String product = pick(PRODUCTS);
    int years = number(2, 7);
    int battery = number(6, 11);
    String context =
        "All "
            + product
            + " bikes come with a warranty of "
            + years
            + " years on the frame. The"
            + " battery is covered for "
            + battery
            + " months. The warranty does not cover wear of"
            + " tyres and brakes.";
    boolean frame = random.nextBoolean();
    int form = random.nextInt(2);
    int wrong = frame ? years + number(1, 5) : battery + number(1, 9) + (battery == 6 ? 7 : 0);
    return new Pair(
        "warranty",
        context,
        warranty(frame, form, frame ? years : battery),
        warranty(frame, form, wrong == 12 ? 13 : wrong));
  }

  private String warranty(boolean frame, int form, int value) {
    if (frame) {
      return form == 0
          ? "The frame has a warranty of " + written(value) + " years."
          : "There is a " + value + "-year warranty on the frame.";
    }
    return form == 0
        ? "The battery is covered for " + written(value) + " months."
        : "For the battery, the warranty covers " + value + " months.";
  }

  // The families from here on were written after the evaluator was, and were not used to change it.

  private Pair baggage() {
    int cabin = number(5, 12);
    int hold = number(18, 32);
    int extra = number(35, 80);
    String context =
        "Cabin bags may weigh up to "
            + cabin
            + " kg. Checked bags may weigh up to "
            + hold
            + " kg each. A second checked bag costs $"
            + extra
            + " when booked online. Sports equipment must be registered in advance.";
    return switch (random.nextInt(3)) {
      case 0 -> of("baggage", context, "Your cabin bag can weigh at most %s kilograms.", cabin);
      case 1 -> of("baggage", context, "A checked bag is allowed to weigh up to %s kg.", hold);
      default ->
          of("baggage", context, "Booked online, a second checked bag is %s dollars.", extra);
    };
  }

  private Pair interest() {
    int savings = number(1, 4);
    int loan = number(6, 14);
    int months = number(2, 7) * 12;
    String context =
        "The savings account pays "
            + savings
            + ".25% interest a year. Personal loans have an"
            + " interest rate of "
            + loan
            + ".5% and run for up to "
            + months
            + " months. Early repayment is possible at any time without a fee.";
    return switch (random.nextInt(3)) {
      case 0 ->
          of("interest", context, "On savings you earn %s.25 percent interest per year.", savings);
      case 1 -> of("interest", context, "The interest rate of a personal loan is %s.5%%.", loan);
      default ->
          of("interest", context, "A personal loan can run for a maximum of %s months.", months);
    };
  }

  private Pair hours() {
    int open = number(6, 10);
    int close = number(4, 9);
    int reply = number(2, 20);
    String context =
        "Our hotline is open on weekdays from "
            + open
            + " am to "
            + close
            + " pm. Emails are answered within "
            + reply
            + " hours. On public holidays the hotline"
            + " is closed.";
    return switch (random.nextInt(3)) {
      case 0 -> of("hours", context, "The hotline opens at %s am on weekdays.", open, 3);
      case 1 -> of("hours", context, "On weekdays you can call the hotline until %s pm.", close, 2);
      default -> of("hours", context, "Emails get an answer within %s hours.", reply);
    };
  }

  private Pair retention() {
    int logs = number(2, 12) * 10;
    int backups = number(3, 18);
    int deletion = number(4, 9);
    String context =
        "Audit logs are kept for "
            + logs
            + " days. Backups are stored encrypted for "
            + backups
            + " months. After an account is closed, its data is deleted within "
            + deletion
            + " weeks. Invoices are kept as the law requires.";
    return switch (random.nextInt(3)) {
      case 0 -> of("retention", context, "We keep audit logs for %s days.", logs);
      case 1 -> of("retention", context, "Encrypted backups are stored for %s months.", backups);
      default ->
          of(
              "retention",
              context,
              "Once an account is closed, we delete its data within %s weeks.",
              deletion);
    };
  }

  private Pair minimumOrder() {
    int least = number(15, 60);
    int free = number(61, 120);
    int points = number(2, 9) * 50;
    String context =
        "The minimum order value is €"
            + least
            + ". Shipping is free for orders above €"
            + free
            + ". Members collect loyalty points; a voucher is sent after "
            + points
            + " points.";
    return switch (random.nextInt(3)) {
      case 0 -> of("order", context, "Orders must have a value of at least %s euros.", least);
      case 1 -> of("order", context, "Shipping costs nothing for orders above €%s.", free);
      default -> of("order", context, "Members are sent a voucher after %s points.", points);
    };
  }

  private Pair of(String family, String context, String answer, int right) {
    return of(family, context, answer, right, 0);
  }

  private Pair of(String family, String context, String answer, int right, int shift) {
    int wrong = shift == 0 ? other(right) : right - shift;
    return new Pair(
        family,
        context,
        String.format(Locale.ROOT, answer, right),
        String.format(Locale.ROOT, answer, wrong));
  }

  private String[] tiers() {
    int first = random.nextInt(TIERS.length - 2);
    return new String[] {TIERS[first], TIERS[first + 1], TIERS[first + 2]};
  }

  private int number(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  // Another figure that someone could mistake it for.
  private int other(int value) {
    return switch (random.nextInt(3)) {
      case 0 -> value + number(1, Math.max(2, value / 4));
      case 1 -> value * 2;
      default -> value > 6 ? value - number(1, Math.max(2, value / 4)) : value + 3;
    };
  }

  private String pick(String[] of) {
    return of[random.nextInt(of.length)];
  }

  private String written(int value) {
    if (value >= 100 || random.nextInt(3) == 0) {
      return String.valueOf(value);
    }
    if (value < 20) {
      return WORDS[value];
    }
    return TENS[value / 10] + (value % 10 == 0 ? "" : "-" + WORDS[value % 10]);
  }

  private static String grouped(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
