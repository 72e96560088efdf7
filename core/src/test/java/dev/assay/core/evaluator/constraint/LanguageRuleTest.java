package dev.assay.core.evaluator.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageRuleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | You can cancel your subscription at any time from the billing page of your account.",
        "de | Sie können Ihr Abonnement jederzeit auf der Abrechnungsseite Ihres Kontos kündigen.",
        "fr | Vous pouvez résilier votre abonnement à tout moment depuis la page de facturation.",
        "es | Puede cancelar su suscripción en cualquier momento desde la página de facturación.",
        "it | Puoi annullare il tuo abbonamento in qualsiasi momento dalla pagina di fatturazione.",
        "pt | Você pode cancelar a sua assinatura a qualquer momento na página de faturamento.",
        "nl | U kunt uw abonnement op elk moment opzeggen via de factuurpagina van uw account.",
        "pl | Możesz anulować subskrypcję w dowolnym momencie na stronie rozliczeń swojego konta.",
        "sv | Du kan när som helst säga upp din prenumeration på faktureringssidan i ditt konto.",
        "tr | Aboneliğinizi hesabınızın faturalandırma sayfasından istediğiniz zaman iptal edebilirsiniz.",
        "ru | Вы можете отменить подписку в любое время на странице оплаты своего аккаунта.",
        "uk | Ви можете скасувати підписку в будь-який час на сторінці оплати свого облікового запису.",
        "ar | يمكنك إلغاء اشتراكك في أي وقت من صفحة الفواتير في حسابك.",
        "he | אתה יכול לבטל את המינוי שלך בכל עת מדף החיוב.",
        "el | Μπορείτε να ακυρώσετε τη συνδρομή σας ανά πάσα στιγμή.",
        "zh | 您可以随时在账单页面取消订阅。",
        "ja | お支払いページからいつでもサブスクリプションを解約できます。",
        "ko | 결제 페이지에서 언제든지 구독을 취소할 수 있습니다.",
        "th | คุณสามารถยกเลิกการสมัครสมาชิกได้ตลอดเวลา",
        "zh | 你好",
        "ja | はい",
      })
  void language_sentence_isTold(String language, String text) {
    Given.holds("{'language': '" + language + "'}", text);
    String other = language.equals("en") ? "de" : "en";
    assertThat(Given.broken("{'language': '" + other + "'}", text))
        .startsWith("language " + language + ", probability ")
        .endsWith("(expected: " + other + ")");
  }

  // Hindi and Marathi share a script and many words; a sentence is too little to be sure.
  @Test
  void language_betweenNearRelations_isUndecided() {
    String text = "आप अपने खाते के बिलिंग पृष्ठ से किसी भी समय अपनी सदस्यता रद्द कर सकते हैं।";
    assertThat(Given.undecided("{'language': 'en'}", text))
        .isEqualTo("the language could not be told: it may be hi or another");
  }

  @Test
  void language_oneOfSeveral_holds() {
    Given.holds("{'language': ['de', 'en']}", "Please open the settings page of your account.");
  }

  @Test
  void language_foreignNamesAndCode_doNotDisturb() {
    Given.holds(
        "{'language': 'en'}",
        "Open https://例え.jp/страница and run `git push` to send your changes to München,"
            + " then tell 山田さん that the work is done.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "42 + 7 = 49", "🎉", "Ok.", "Yes", "\u0000\ud800", "Café?"})
  void language_tooLittleText_isUndecided(String text) {
    assertThat(Given.undecided("{'language': 'en'}", text))
        .startsWith("the language could not be told: ");
  }

  @Test
  void language_again_saysTheSame() {
    String text = "Internet hotel taxi radio computer system programma";
    String first = String.valueOf(Given.check("{'language': 'en'}", text));
    for (int i = 0; i < 20; i++) {
      assertThat(String.valueOf(Given.check("{'language': 'en'}", text))).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab ", "http://", "a@", "é", "١", "я ", "\u0301"})
  void language_millionsOfHostileCharacters_endSoon(String unit) {
    long start = CpuTime.nanos();
    Given.check("{'language': 'en'}", unit.repeat(2_000_000 / unit.length()));
    assertThat((CpuTime.nanos() - start) / 1_000_000_000.0).isLessThan(15);
  }
}
