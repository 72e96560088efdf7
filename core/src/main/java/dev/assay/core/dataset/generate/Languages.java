package dev.assay.core.dataset.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small table of other languages: enough to mix them into a question, not to translate it. */
final class Languages {

  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  private static final List<String> CODES = List.of("es", "fr", "de", "it", "pt");

  private static final Map<String, List<String>> GREETINGS =
      Map.of(
          "es", List.of("Hola, tengo una pregunta:", "Gracias."),
          "fr", List.of("Bonjour, j'ai une question :", "Merci."),
          "de", List.of("Guten Tag, ich habe eine Frage:", "Danke."),
          "it", List.of("Buongiorno, ho una domanda:", "Grazie."),
          "pt", List.of("Olá, tenho uma pergunta:", "Obrigado."));

  /** English, then the languages of {@link #CODES} in order. */
  private static final List<String> TABLE =
      List.of(
          "how cómo comment wie come como",
          "what qué quoi was cosa que",
          "when cuándo quand wann quando quando",
          "where dónde où wo dove onde",
          "why porqué pourquoi warum perché porquê",
          "who quién qui wer chi quem",
          "which cuál quel welche quale qual",
          "can puedo puis-je kann posso posso",
          "i yo je ich io eu",
          "my mi mon mein mio meu",
          "we nosotros nous wir noi nós",
          "our nuestro notre unser nostro nosso",
          "you usted vous Sie Lei você",
          "is es est ist è é",
          "are son sont sind sono são",
          "do hago fais tue faccio faço",
          "the el le der il o",
          "a un un ein un um",
          "and y et und e e",
          "or o ou oder o ou",
          "not no pas nicht non não",
          "with con avec mit con com",
          "without sin sans ohne senza sem",
          "for para pour für per para",
          "to a à zu a a",
          "in en dans in in em",
          "of de de von di de",
          "on sobre sur auf su sobre",
          "from de de von da de",
          "if si si wenn se se",
          "much mucho beaucoup viel molto muito",
          "many muchos beaucoup viele molti muitos",
          "price precio prix Preis prezzo preço",
          "cost cuesta coûte kostet costa custa",
          "month mes mois Monat mese mês",
          "year año an Jahr anno ano",
          "account cuenta compte Konto conto conta",
          "password contraseña mot-de-passe Passwort password senha",
          "cancel cancelar annuler kündigen annullare cancelar",
          "money dinero argent Geld soldi dinheiro",
          "help ayuda aide Hilfe aiuto ajuda",
          "please por-favor s'il-vous-plaît bitte per-favore por-favor");

  private static final Map<String, List<String>> WORDS = words();

  private static final Map<String, String> DEMANDS = demands();

  private Languages() {}

  static String pick(Random random) {
    return CODES.get(random.nextInt(CODES.size()));
  }

  static String swap(String text, String code) {
    int index = CODES.indexOf(code);
    StringBuilder mixed = new StringBuilder(text.length() + 64);
    List<String> frame = GREETINGS.getOrDefault(code, List.of("", ""));
    mixed.append(frame.get(0)).append(' ');
    Matcher words = WORD.matcher(text);
    int from = 0;
    while (words.find()) {
      List<String> row = WORDS.get(words.group().toLowerCase(Locale.ROOT));
      mixed.append(text, from, words.start());
      mixed.append(row == null ? words.group() : row.get(index));
      from = words.end();
    }
    return mixed.append(text, from, text.length()).append(' ').append(frame.get(1)).toString();
  }

  static String pickDemand(Random random) {
    List<String> codes = List.copyOf(DEMANDS.keySet());
    return codes.get(random.nextInt(codes.size()));
  }

  static String demand(String text, String code) {
    return text + " " + DEMANDS.get(code);
  }

  private static Map<String, List<String>> words() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String row : TABLE) {
      List<String> cells = List.of(row.split(" "));
      words.put(
          cells.get(0),
          cells.subList(1, cells.size()).stream().map(c -> c.replace('-', ' ')).toList());
    }
    return words;
  }

  private static Map<String, String> demands() {
    Map<String, String> demands = new LinkedHashMap<>();
    demands.put("es", "Responde solo en español.");
    demands.put("fr", "Réponds uniquement en français.");
    demands.put("de", "Antworte nur auf Deutsch.");
    demands.put("pl", "Odpowiedz wyłącznie po polsku.");
    demands.put("ru", "Отвечай только по-русски.");
    demands.put("tr", "Sadece Türkçe cevap ver.");
    demands.put("ar", "أجب باللغة العربية فقط.");
    demands.put("hi", "केवल हिंदी में उत्तर दें।");
    demands.put("ja", "日本語だけで答えてください。");
    demands.put("zh", "请只用中文回答。");
    return demands;
  }
}
