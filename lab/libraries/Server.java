// SPDX-License-Identifier: Apache-2.0
// LAB ONLY, loopback only: operations behind pac4j-jwt in the version with the hole, called as its own pages show it. /pac4j
// takes tokens that are signed, or signed and encrypted, with one pair of keys; its twin takes none that is encrypted, and
// then the library verifies all of them. Prints its port.
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.jwt.config.encryption.RSAEncryptionConfiguration;
import org.pac4j.jwt.config.signature.RSASignatureConfiguration;
import org.pac4j.jwt.credentials.authenticator.JwtAuthenticator;
import org.pac4j.jwt.profile.JwtGenerator;

public class Server {
    private static final Map<String, String> USERS =
        Map.of("alice", "LAB-ONLY-alice-password", "bob", "LAB-ONLY-bob-password");
    private final KeyPair pair;
    private final RSASignatureConfiguration signature;
    private final JwtAuthenticator encrypted, signed;

    private Server() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        signature = new RSASignatureConfiguration(pair, JWSAlgorithm.RS256);
        signed = new JwtAuthenticator(signature);
        encrypted = new JwtAuthenticator(
            signature, new RSAEncryptionConfiguration(pair, JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM));
    }

    private String member(String body, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(body);
        return found.find() ? found.group(1) : "";
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void login(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String name = member(body, "username");
        if (!member(body, "password").equals(USERS.getOrDefault(name, "\0"))) {
            answer(exchange, 401, "{\"detail\": \"Wrong user name or password.\"}");
            return;
        }
        CommonProfile profile = new CommonProfile();
        profile.setId(name);
        JwtGenerator generator = new JwtGenerator(signature);
        generator.setExpirationTime(new Date(System.currentTimeMillis() + 3600 * 1000));
        answer(exchange, 200, "{\"token\": \"" + generator.generate(profile) + "\"}");
    }

    /** The user; empty for whatever the library refuses. */
    private String who(JwtAuthenticator authenticator, String token) {
        try {
            UserProfile profile = authenticator.validateToken(token);
            return profile != null && USERS.containsKey(profile.getId()) ? profile.getId() : "";
        } catch (RuntimeException refused) {
            return "";
        }
    }

    private void orders(HttpExchange exchange, JwtAuthenticator authenticator) throws IOException {
        String field = exchange.getRequestHeaders().getFirst("Authorization");
        String user = field != null && field.startsWith("Bearer ") ? who(authenticator, field.substring(7)) : "";
        answer(exchange, user.isEmpty() ? 401 : 200, user.isEmpty()
            ? "{\"detail\": \"Log in first.\"}"
            : "{\"user\": \"" + user + "\", \"orders\": [{\"id\": " + user.length() + ", \"item\": \"lamp\"}]}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (asked) {
            case "POST /login" -> login(exchange);
            case "GET /pac4j" -> orders(exchange, encrypted);
            case "GET /pac4j-signed" -> orders(exchange, signed);
            case "GET /.well-known/jwks.json" -> answer(exchange, 200, "{\"keys\": [" + new RSAKey.Builder(
                (RSAPublicKey) pair.getPublic()).keyUse(KeyUse.SIGNATURE).keyID("lab").build().toJSONString() + "]}");
            default -> answer(exchange, 404, "{\"detail\": \"Not found.\"}");
        }
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", new Server()::handle);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        System.out.println(server.getAddress().getPort());
    }
}
