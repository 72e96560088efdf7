package dev.assay.core.evaluator.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoPiiRuleTest {

  private static final String ALL = "{'no-pii': true}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write to jane.doe@corp.io.",
        "<jane+news@mail.corp.co.uk>",
        "mailto:o'brien@example.com?subject=x",
        "JANE_DOE99@CORP.MUSEUM",
        "jörg@müller.de",
        "a@xn--bcher-kva.xn--p1ai",
        "(jane@corp.io)",
        "x,jane@corp.io,y",
      })
  void email_address_isFound(String text) {
    assertThat(Given.broken("{'no-pii': 'email'}", text)).startsWith("e-mail address ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@handle said hi",
        "user@localhost",
        "npm i package@1.2.3",
        "a@b",
        "a@b.c",
        "one @ two.com",
        "logo@2x.png",
        "foo@.com",
        "foo@bar..com",
        "@",
        "price @ 5.00",
        "100% @home.",
      })
  void email_nearMiss_isNotFound(String text) {
    Given.holds("{'no-pii': 'email'}", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Call +1 415 555 2671 now",
        "+49 30 901820",
        "+33 1 42 68 53 00",
        "(415) 555-2671",
        "415-555-2671",
        "415.555.2671",
        "1-800-555-0199",
        "phone 555-123-4567.",
        "Phone: 4155552671",
        "+442079460958",
        "call me on 415 555 2671, thanks",
      })
  void phone_number_isFound(String text) {
    assertThat(Given.broken("{'no-pii': 'phone'}", text)).startsWith("phone number ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order 4155552671",
        "on 2024-05-06 at 12:30",
        "2024-05-06 12:30:45",
        "from 01/02/2024 to 03/04/2024",
        "93.184.216.34",
        "ISBN 978-3-16-148410-0",
        "ticket #20240506-1234",
        "1,234,567.89 dollars",
        "550e8400-e29b-41d4-a716-446655440000",
        "10 000 000 users",
        "between 2019 and 2024",
        "version 10.15.7",
        "SKU 12-345-6789-0123-4567-8901",
        "pi is 3.14159265358979",
      })
  void phone_nearMiss_isNotFound(String text) {
    Given.holds("{'no-pii': 'phone'}", text);
  }

  @ParameterizedTest
  @CsvSource({"030 901820, DE", "01 42 68 53 00, FR", "020 7946 0958, GB"})
  void phone_nationalNumber_isFoundInItsRegionOnly(String text, String region) {
    Given.holds("{'no-pii': 'phone'}", text);
    Given.broken("{'no-pii': 'phone', 'regions': ['US', '" + region + "']}", text);
  }

  // Test numbers of the card networks.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "3530111333300000",
        "30569309025904",
        "card 4012 8888 8888 1881, exp. 12/29",
        "pay 1 4111 1111 1111 1111 today",
      })
  void card_number_isFound(String text) {
    assertThat(Given.broken("{'no-pii': 'card'}", text)).startsWith("payment card ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1112",
        "4111111111111112",
        "0000 0000 0000 0000",
        "order 1234567890123456",
        "order 1234 5678 9012 3456",
        "550e8400-e29b-41d4-a716-446655440000",
        "x4111111111111111",
        "4111111111111111x",
        "0.4111111111111111",
        "41111111111111111111111",
        "4111_1111_1111_1111",
        "9111111111111111",
        "4111 1111 1111",
      })
  void card_nearMiss_isNotFound(String text) {
    Given.holds("{'no-pii': 'card'}", text);
  }

  // The registry's examples.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB29 NWBK 6016 1331 9268 19",
        "DE89370400440532013000",
        "fr14 2004 1010 0505 0001 3m02 606",
        "IBAN: NL91ABNA0417164300.",
        "NO93 8601 1117 947",
        "MT84MALT011000012345MTLCAST001S",
      })
  void iban_accountNumber_isFound(String text) {
    assertThat(Given.broken("{'no-pii': 'iban'}", text)).startsWith("IBAN ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB29 NWBK 6016 1331 9268 18",
        "DE89370400440532013001",
        "XX89370400440532013000",
        "DE8937040044053201300",
        "DE893704004405320130000",
        "ADE89370400440532013000",
        "be 20 of them",
        "DE89  370400440532013000",
      })
  void iban_nearMiss_isNotFound(String text) {
    Given.holds("{'no-pii': 'iban'}", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123-45-6789", "SSN: 078 05 1120"})
  void ssn_number_isFound(String text) {
    assertThat(Given.broken("{'no-pii': 'ssn'}", text)).startsWith("social security number ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "123-00-4567",
        "123-45-0000",
        "123-456-789",
        "123456789",
        "1123-45-6789"
      })
  void ssn_nearMiss_isNotFound(String text) {
    Given.holds("{'no-pii': 'ssn'}", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from 8.8.8.8.",
        "http://93.184.216.34/",
        "(192.168.1.100)",
        "93.184.216.34:8080",
        "2001:db8:85a3::8a2e:370:7334",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "fe80::1ff:fe23:4567:890a",
      })
  void ip_address_isFound(String text) {
    assertThat(Given.broken("{'no-pii': 'ip'}", text)).startsWith("IP address ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 10.0.19.1",
        "v1.2.3.4",
        "v 1.2.3.4",
        "Version: 8.8.8.8",
        "Chrome/120.0.6099.109",
        "Server/1.2.3.4",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.02.03.04",
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.0",
        "12:34:56",
        "00:1A:2B:3C:4D:5E",
        "std::vector",
        "Bad::Cafe",
        "a::b",
        "::1",
        "::",
        "see section 4.3.2.1",
        "http://300.184.216.34/",
        "deadbeef",
      })
  void ip_nearMiss_isNotFound(String text) {
    Given.holds("{'no-pii': 'ip'}", text);
  }

  @Test
  void allow_exactAndWildcard_isLetThrough() {
    String rule = "{'no-pii': true, 'allow': ['support@assay.dev', '*@example.com', '+1 415*']}";
    Given.holds(rule, "Write to Support@Assay.dev or jane@example.com or call +1 415 555 2671");
    Given.broken(rule, "Write to jane@assay.dev");
  }

  @Test
  void explanation_saysWhatAndWhereButNotTheValue() {
    assertThat(Given.broken(ALL, "Write to jane.doe@corp.io or pay with 4111 1111 1111 1111"))
        .isEqualTo(
            "e-mail address jane…io at 9, payment card 4111…11 at 38"
                + " (expected: no personal data)");
  }

  @Test
  void noPii_ordinaryAnswer_holds() {
    Given.holds(
        ALL,
        "The Pro plan costs $29.99 a month for up to 1,000,000 rows (since 2024-01-15). See"
            + " https://docs.example.com/plans?v=1.2.3#pro, section 4.2, or order no."
            + " 1234567890123456. Working hours: 09:00-17:30, ratio 16:9.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "a@",
        "a@a.",
        "1",
        "1 ",
        "1-",
        "4111 ",
        "(",
        "+",
        "DE89",
        "DE89 ",
        ":",
        "a:",
        "1.",
        "+1 ",
        "555-",
        "555-123-",
        "\u0000",
        "\ud800",
        "１",
        "٣"
      })
  void noPii_millionsOfHostileCharacters_endsSoon(String unit) {
    long start = CpuTime.nanos();
    Given.check(ALL, unit.repeat(2_000_000 / unit.length()));
    assertThat((CpuTime.nanos() - start) / 1_000_000_000.0).isLessThan(15);
  }
}
