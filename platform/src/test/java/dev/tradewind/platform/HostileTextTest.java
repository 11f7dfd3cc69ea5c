package dev.tradewind.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Code in every field that takes an expression, a rule, a condition or an objective. */
class HostileTextTest {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Api api = PLATFORM.local();

  /** What evaluators of other products were made to run; each leaves a mark where it is run. */
  private static List<String> payloads(String mark, String address) {
    return List.of(
        "T(java.lang.Runtime).getRuntime().exec('touch " + mark + "')",
        "#{T(java.lang.Runtime).getRuntime().exec('touch " + mark + "')}",
        "new java.io.FileOutputStream('" + mark + "').close()",
        "''.class.forName('java.lang.Runtime').getRuntime().exec('touch " + mark + "')",
        "\"touch " + mark + "\".execute()",
        "java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + mark + "\"))",
        "${jndi:ldap://" + address + "/a}",
        "${new java.net.URL('http://" + address + "').openStream()}",
        "{{constructor.constructor('return process')().exec('touch " + mark + "')}}",
        "={{ $jmespath(this.process.mainModule.require('child_process'), '" + mark + "') }}",
        "<#assign e=\"freemarker.template.utility.Execute\"?new()>${e(\"touch " + mark + "\")}",
        "__import__('os').system('touch " + mark + "')",
        "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://" + address + "\"]]",
        "{\"@class\": \"java.net.URL\", \"value\": \"http://" + address + "\"}",
        "close > 1; $(touch " + mark + ")",
        "close > 1 `touch " + mark + "`");
  }

  /** A request for each field; the hole takes JSON text. */
  private static Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("/expressions/check", "{\"text\":%s}");
    fields.put(
        "/expressions/preview",
        "{\"expression\":%s,\"instrument\":\"HOSTILE\",\"timeframe\":\"1h\"}");
    fields.put(
        "/expressions/values",
        "{\"expression\":%s,\"instrument\":\"HOSTILE\",\"timeframe\":\"1h\"}");
    fields.put("/features", "{\"name\":\"hostile_one\",\"expression\":%s}");
    fields.put("/strategies", "{\"document\":%s}");
    fields.put("/strategies/check", "{\"document\":%s}");
    fields.put(
        "/signal-definitions",
        "{\"name\":\"hostile_two\",\"timeframe\":\"1h\",\"entry\":%s,\"exit\":\"close < 1\"}");
    fields.put(
        "/scanners/preview",
        "{\"scanner\":{\"name\":\"hostile_three\",\"kind\":\"FILTER\",\"expression\":%s,\"timeframe\":\"1h\"}}");
    fields.put(
        "/backtests", "{\"instruments\":[\"HOSTILE\"],\"timeframe\":\"1h\",\"strategy\":%s}");
    String study =
        "{\"instruments\":[\"HOSTILE\"],\"timeframe\":\"1h\",\"strategy\":\"ema_crossover\","
            + "\"sampler\":\"grid\",";
    fields.put("/studies space", study + "\"space\":[%s]}");
    fields.put("/studies objective", study + "\"space\":[\"fast=2..4\"],\"objectives\":[%s]}");
    fields.put("/studies constraint", study + "\"space\":[\"fast=2..4\"],\"constraints\":[%s]}");
    return fields;
  }

  @Test
  void case25CodeInAnExpressionARuleOrAnObjectiveIsRefusedAndNeverRun(@TempDir Path folder)
      throws IOException {
    MarketDataTest.importHourly(api, "HOSTILE", 100, 3);
    Path mark = folder.resolve("mark");
    try (ServerSocket trap = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + trap.getLocalPort();
      for (String payload : payloads(mark.toString(), address)) {
        fields().forEach((field, request) -> refused(field, request, payload));
      }
      trap.setSoTimeout(1);
      assertThat(wasReached(trap)).as("something called the address in a text").isFalse();
    }
    assertThat(Files.exists(mark)).as("something ran the command in a text").isFalse();
    assertThat(PLATFORM.printed()).doesNotContain(mark.toString());
  }

  private void refused(String field, String request, String payload) {
    String path = field.contains(" ") ? field.substring(0, field.indexOf(' ')) : field;
    Api.Answer answer = api.post(path, request.formatted(JSON.writeValueAsString(payload)));
    String told = field + " with " + payload + ": " + answer;
    if (answer.status() == 200) {
      assertThat(answer.json().get("valid").asBoolean()).as(told).isFalse();
    } else {
      assertThat(answer.status()).as(told).isBetween(400, 499);
    }
  }

  private static boolean wasReached(ServerSocket trap) throws IOException {
    try (Socket caller = trap.accept()) {
      return caller.isConnected();
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
