package dev.tradewind.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a Spark master, and whether somebody answers there. */
final class SparkMaster {
  private static final int CONNECT_MILLIS = 5_000;
  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9][0-9]{0,3})])?");
  private static final Pattern STANDALONE =
      Pattern.compile("spark://([A-Za-z0-9._\\[\\]:-]+:[0-9]{1,5}(,[A-Za-z0-9._-]+:[0-9]{1,5})*)");

  private SparkMaster() {}

  /**
   * Refuses a master that is none, or where nobody answers. Spark itself would try for minutes.
   *
   * @throws IllegalArgumentException if so; the message names the master
   */
  static void requireReachable(String master) {
    if (LOCAL.matcher(master).matches()) {
      return;
    }
    List<String> failures = new ArrayList<>();
    for (InetSocketAddress each : addresses(master)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(each.getHostString(), each.getPort()), CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        failures.add(each.getHostString() + ":" + each.getPort() + ": " + e.getMessage());
      }
    }
    throw new IllegalArgumentException(
        "the Spark master "
            + master
            + " cannot be reached ("
            + String.join("; ", failures)
            + "); start it, or name the one that runs: its page shows its address");
  }

  /**
   * Refuses what names no master; asks nobody.
   *
   * @throws IllegalArgumentException if so
   */
  static void requireForm(String master) {
    if (!LOCAL.matcher(master).matches()) {
      addresses(master);
    }
  }

  private static List<InetSocketAddress> addresses(String master) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    Matcher standalone = STANDALONE.matcher(master);
    try {
      if (standalone.matches()) {
        for (String each : standalone.group(1).split(",", -1)) {
          int at = each.lastIndexOf(':');
          addresses.add(address(each.substring(0, at), Integer.parseInt(each.substring(at + 1))));
        }
        return addresses;
      }
      if (master.startsWith("k8s://")) {
        String rest = master.substring("k8s://".length());
        URI uri = URI.create(rest.contains("://") ? rest : "https://" + rest);
        if (uri.getHost() != null) {
          int port = uri.getPort() < 0 ? 443 : uri.getPort();
          return List.of(address(uri.getHost(), port));
        }
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "the Spark master must be local, local[N], spark://HOST:PORT or k8s://https://HOST:PORT,"
            + " was '"
            + master
            + "'");
  }

  private static InetSocketAddress address(String host, int port) {
    return InetSocketAddress.createUnresolved(host, port);
  }
}
