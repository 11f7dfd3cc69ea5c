package dev.tradewind.plugins;

import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.Strategy;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A jar and the strategies in it; one with a problem has none. Immutable, thread-safe.
 *
 * @param path where it was read
 * @param hash SHA-256 of its bytes in hex; empty if it could not be read
 * @param strategies what it brings, in the order of its list
 * @param problem why it brings nothing
 */
public record PluginJar(
    Path path, String hash, List<PluginEntry> strategies, Optional<String> problem) {
  private static final String NAME = "[a-z][a-z0-9_]{0,62}";
  private static final String PARAMETER = "[A-Za-z][A-Za-z0-9_]{0,62}";

  /** Digits of the hash in the id of a strategy. */
  static final int HASH_DIGITS = 12;

  /** Copies. */
  public PluginJar {
    strategies = List.copyOf(strategies);
  }

  /**
   * A strategy of a jar.
   *
   * @param name what users write
   * @param descriptor of it; its id is the name and the beginning of the jar's hash, {@code
   *     breakout@0123456789ab}, so that a result says which code it is from
   */
  public record PluginEntry(String name, PluginDescriptor descriptor) {
    /** The same under its name alone, for lists and forms. */
    public StrategyDescriptor listed() {
      return descriptor.named(name);
    }
  }

  /** Reads a jar and asks a process of its own what is in it; what is wrong is its problem. */
  public static PluginJar read(Path path, PluginLimits limits) {
    return read(path, limits, true);
  }

  /** As {@link #read(Path, PluginLimits)}, the code checked or not. */
  static PluginJar read(Path path, PluginLimits limits, boolean checks) {
    byte[] jar;
    try {
      long size = Files.size(path);
      if (size > Protocol.MAX_JAR_BYTES) {
        return broken(
            path, "", "it must have at most " + Protocol.MAX_JAR_BYTES + " bytes, had " + size);
      }
      jar = Files.readAllBytes(path);
    } catch (IOException e) {
      return broken(path, "", "it cannot be read: " + e.getMessage());
    }
    String hash = HexFormat.of().formatHex(digest().digest(jar));
    PluginCode code = new PluginCode(jar, hash, checks, limits);
    PluginProcess process;
    try {
      process = code.start(Protocol.DESCRIBE);
    } catch (PluginException e) {
      return broken(path, hash, String.valueOf(e.getMessage()));
    }
    try (process) {
      return contents(path, hash, code, process);
    }
  }

  /** Within the life of the process: what broke is no longer known when it is closed. */
  private static PluginJar contents(
      Path path, String hash, PluginCode code, PluginProcess process) {
    try {
      int kind = process.wire().receive();
      return switch (kind) {
        case Protocol.CATALOG -> {
          List<PluginEntry> entries = new ArrayList<>();
          for (int left = process.wire().getCount(Protocol.MAX_STRATEGIES); left > 0; left--) {
            entries.add(entry(process.wire(), hash, code));
          }
          yield new PluginJar(path, hash, entries, Optional.empty());
        }
        case Protocol.THREW -> broken(path, hash, process.wire().getText(Protocol.MAX_TEXT));
        default -> throw new Wire.MalformedException("no catalogue, but message " + kind);
      };
    } catch (IllegalArgumentException e) {
      return broken(path, hash, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return broken(path, hash, String.valueOf(process.failure(e).getMessage()));
    }
  }

  private static PluginJar broken(Path path, String hash, String problem) {
    return new PluginJar(path, hash, List.of(), Optional.of(problem));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static PluginEntry entry(Wire wire, String hash, PluginCode code) throws IOException {
    String name = wire.getText(Protocol.MAX_TEXT);
    String title = wire.getText(Protocol.MAX_TEXT);
    String description = wire.getText(Protocol.MAX_TEXT);
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "the id of a strategy must begin with a small letter and have up to 63 small letters,"
              + " digits or _, was '"
              + name
              + "'");
    }
    List<ParameterDefinition> parameters = new ArrayList<>();
    for (int left = wire.getCount(Protocol.MAX_PARAMETERS); left > 0; left--) {
      ParameterDefinition parameter = Codec.parameter(wire);
      check(parameter, name);
      for (ParameterDefinition other : parameters) {
        if (other.name().equals(parameter.name())) {
          throw new IllegalArgumentException(
              "parameter " + parameter.name() + " of strategy " + name + " is declared twice");
        }
      }
      parameters.add(parameter);
    }
    String id = name + "@" + hash.substring(0, HASH_DIGITS);
    StrategyDescriptor known =
        new Provided(id, name, title, description, List.copyOf(parameters), code).descriptor();
    return new PluginEntry(name, new PluginDescriptor(id, known, code));
  }

  private static void check(ParameterDefinition parameter, String strategy) {
    String place = "parameter " + parameter.name() + " of strategy " + strategy;
    if (!parameter.name().matches(PARAMETER)) {
      throw new IllegalArgumentException(
          place + " must be named by up to 63 letters, digits or _, a letter first");
    }
    if (parameter.min().compareTo(parameter.max()) > 0) {
      throw new IllegalArgumentException(
          place
              + " must have min <= max, was "
              + parameter.min().toPlainString()
              + ".."
              + parameter.max().toPlainString());
    }
    parameter
        .problem(parameter.defaultValue())
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("the default of " + place + ": " + problem);
            });
  }

  /** A strategy of the jar as any other is provided. */
  private record Provided(
      String id,
      String name,
      String title,
      String description,
      List<ParameterDefinition> parameters,
      PluginCode code)
      implements StrategyProvider {
    @Override
    public Strategy create(Map<String, BigDecimal> values) {
      return new PluginStrategy(code, name, id, values);
    }
  }
}
