package dev.assay.examples.support;

import java.util.Map;
import java.util.Set;

/**
 * Small word lists: ordinary English that must not be "corrected", and what tells languages apart.
 */
final class Lexicon {

  /** Common words outside the knowledge base; a speller must leave them alone. */
  static final Set<String> ORDINARY =
      words(
          "about above after again almost already although always among another anybody anyway around away back basic because "
              + "become before begin being believe below best better between beyond both break bring broken build buying "
              + "call called came cash catch cause change charge cheap check choose class clear clearly click close code come company "
              + "compare compared complete computer connect could count course cover crash create currently daily date days "
              + "deal decide delete details differ difference different discount does doing done door down drive early easily else "
              + "email employees enough entire even ever every everyone exactly example except expect explain extra fact fail "
              + "fair fast feel file find fine finish first five follow forget forgot found four free friend from full further "
              + "future general give given goes going gone good great group guess guys happen happened happens hard head heard "
              + "hello help hence here high hold home hope hours house idea important instead into issue join just keep kind knew know "
              + "large last late later learn least leave left less level life like line link list little live location long look looking lose "
              + "loss lost love made main make makes making many match maybe mean means meant member middle might mind minimum minute missing "
              + "mistake money month more most move much must myself name near need never next nice night none note nothing notice "
              + "number offer office often once only open option order other others over paid part past people person phone place "
              + "plan plans please point possible pretty price problem provide public purchase question quick quite rather reach read ready "
              + "real really reason receive recent remember remove renew repeat reply report rest right room rule running same save saying says second seem "
              + "seems send sense sent share short should show side since single small some someone something soon sort sound "
              + "space speak spend stand start state stay step still stop store story such sure switch take takes taking talk team "
              + "tell than thank thanks that their them then there these they thing things think this those though three through "
              + "time times today together told tomorrow took total totally toward town travel tried tries true trying turn type under "
              + "understand until unused upon used useful user users using usually value very video wait want warn watch week weeks "
              + "well went were what when where whether which while whole whose will wish with without wonder wondering word words work worked working "
              + "works world worry would write writing wrong year years yesterday your weather president capital recipe cook movie song poem joke football "
              + "stock prices doctor medicine holiday vacation flight hotel restaurant country city planet history france paris "
              + "python java javascript function lawyer advice horoscope lottery dinner lunch breakfast coffee");

  /** Function words of languages that are recognised and not supported, without their accents. */
  static final Map<String, Set<String>> FOREIGN =
      Map.of(
          "Spanish",
              words(
                  "el la los las de que como cuanto cuesta puedo es una un por para con mi tienen hay donde cual cuando hola gracias quiero esta son del al se mis nuestro cuantos"),
          "French",
              words(
                  "le la les de des est que quel quelle combien comment puis je vous nous une un pour avec mon ma mes sont dans coute bonjour merci peut faire votre notre ce du et ou sur"),
          "German",
              words(
                  "der die das ist wie viel kostet kann ich wir mein meine ein eine einen und nicht fur mit auf von gibt es sind was wo wann hallo danke haben wird bitte den dem zu im kundigen"),
          "Italian",
              words(
                  "il lo la gli le di che come quanto costa posso una un per con mio mia sono dove quando quale ciao grazie avete della del nel si e piano voglio"),
          "Portuguese",
              words(
                  "o os as de que como quanto custa posso uma um para com meu minha sao onde quando qual ola obrigado voces tem do da no na e plano quero nao"),
          "Dutch",
              words(
                  "de het een wat hoe kan ik mijn wij is en van voor met op kost hoeveel waar wanneer hallo bedankt niet zijn heeft jullie kosten abonnement"),
          "Polish",
              words(
                  "jak ile kosztuje moge czy jest to na w z do nie sie moj moja gdzie kiedy jaki plan prosze dziekuje mam konto"),
          "Swedish",
              words(
                  "hur vad kostar kan jag min mitt ar det en ett och for med pa av inte var nar vilken hej tack har ni manad per"),
          "Turkish",
              words(
                  "ne kadar nasil bir bu ve icin plani var mi mu fiyati nerede hesabimi iptal edebilirim ay lutfen"));

  /** Function words of English. */
  static final Set<String> ENGLISH =
      words(
          "the a an of to in on is are was how what when where which who can i we my our you your do does for with and or not it this "
              + "that much many long have has from by be will there at if please me us get need");

  private Lexicon() {}

  private static Set<String> words(String list) {
    return Set.copyOf(new java.util.HashSet<>(java.util.List.of(list.split(" "))));
  }
}
