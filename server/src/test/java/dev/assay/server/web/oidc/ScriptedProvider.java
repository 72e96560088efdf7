package dev.assay.server.web.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** A provider that speaks the protocol, and whose tokens a test can spoil. */
final class ScriptedProvider implements AutoCloseable {

  static final String CLIENT = "assay";
  static final String SECRET = "s3cret";

  private final HttpServer server;
  private final Map<String, Map<String, String>> byCode = new ConcurrentHashMap<>();
  private RSAKey key = key("k1");
  private JWKSet published = new JWKSet(key.toPublicJWK());
  private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
  private boolean unsigned;

  ScriptedProvider() throws IOException, JOSEException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", exchange -> answer(exchange, 200, published.toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  private static RSAKey key(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Changes what tokens say. */
  void claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    claims = change;
  }

  /** Signs with another key from now on. */
  void newKey(boolean publish) throws JOSEException {
    key = key("k2");
    published = publish ? new JWKSet(key.toPublicJWK()) : published;
  }

  void signNothing() {
    unsigned = true;
  }

  private void discovery(HttpExchange exchange) throws IOException {
    ObjectNode json = Json.object().put("issuer", issuer().toString());
    json.put("authorization_endpoint", issuer() + "/authorize");
    json.put("token_endpoint", issuer() + "/token").put("jwks_uri", issuer() + "/keys");
    json.putArray("response_types_supported").add("code");
    json.putArray("subject_types_supported").add("public");
    json.putArray("id_token_signing_alg_values_supported").add("RS256");
    answer(exchange, 200, Json.write(json));
  }

  /** What somebody's browser brings back after they agreed. */
  Map<String, String> agree(URI authorization) {
    Map<String, String> asked = parse(authorization.getRawQuery());
    String code = UUID.randomUUID().toString();
    byCode.put(code, asked);
    return Map.of("code", code, "state", asked.get("state"));
  }

  static Map<String, String> parse(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String field : form.split("&")) {
      String[] parts = field.split("=", 2);
      fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  private void token(HttpExchange exchange) throws IOException {
    try {
      Map<String, String> form = parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      Map<String, String> asked = byCode.remove(form.getOrDefault("code", ""));
      String basic =
          "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
      if (asked == null
          || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
          || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
          || !asked.get("code_challenge").equals(challenge(form.get("code_verifier")))) {
        answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        return;
      }
      ObjectNode json = Json.object().put("access_token", "a").put("token_type", "Bearer");
      answer(exchange, 200, Json.write(json.put("id_token", idToken(asked.get("nonce")))));
    } catch (Exception e) {
      answer(exchange, 500, "{\"error\":\"server_error\"}");
    }
  }

  private static String challenge(String verifier) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private String idToken(String nonce) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet said =
        claims
            .apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer().toString())
                    .subject("u-1")
                    .audience(CLIENT)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim("nonce", nonce)
                    .claim("email", "ada@example.com")
                    .claim("groups", List.of("staff", "ml")))
            .build();
    if (unsigned) {
      return new PlainJWT(said).serialize();
    }
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), said);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
