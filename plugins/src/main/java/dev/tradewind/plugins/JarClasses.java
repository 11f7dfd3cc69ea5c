package dev.tradewind.plugins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The classes of a jar, from memory: nothing else of it is used, neither resources nor the class
 * path in its manifest. Lives in the plugin's process.
 */
final class JarClasses extends ClassLoader {
  private static final String SERVICES =
      "META-INF/services/dev.tradewind.engine.strategy.StrategyProvider";
  private static final int MAX_CLASSES = 10_000;
  private static final long MAX_UNPACKED = 128L << 20;

  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private String services = "";

  static {
    registerAsParallelCapable();
  }

  /** The jar is refused; the message says why. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Reads a jar.
   *
   * @param checks whether its code is checked
   */
  JarClasses(byte[] jar, boolean checks) throws RefusedException {
    super("plugin", JarClasses.class.getClassLoader());
    read(jar);
    if (checks) {
      CodeCheck check =
          new CodeCheck(classes.keySet().stream().map(name -> name.replace('.', '/')).toList());
      for (byte[] each : classes.values()) {
        Optional<String> problem = check.problem(each);
        if (problem.isPresent()) {
          throw new RefusedException(problem.get());
        }
      }
    }
  }

  private void read(byte[] jar) throws RefusedException {
    long unpacked = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      boolean any = false;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        any = true;
        String name = entry.getName();
        boolean isClass = name.endsWith(".class") && !name.endsWith("module-info.class");
        if (!isClass && !name.equals(SERVICES)) {
          continue;
        }
        byte[] bytes = zip.readNBytes((int) (MAX_UNPACKED - unpacked + 1));
        unpacked += bytes.length;
        if (unpacked > MAX_UNPACKED || classes.size() >= MAX_CLASSES) {
          throw new RefusedException(
              "it must have at most "
                  + MAX_CLASSES
                  + " classes of together "
                  + MAX_UNPACKED
                  + " bytes");
        }
        if (isClass) {
          add(name, bytes);
        } else {
          services = new String(bytes, StandardCharsets.UTF_8);
        }
      }
      if (!any) {
        throw new RefusedException("it is no jar, or an empty one");
      }
    } catch (IOException e) {
      throw new RefusedException("it is no jar: " + e.getMessage());
    }
  }

  private void add(String entry, byte[] bytes) throws RefusedException {
    String name;
    try {
      name = CodeCheck.name(bytes).replace('/', '.');
    } catch (IllegalArgumentException e) {
      throw new RefusedException(entry + " is no class: " + e.getMessage());
    }
    if (name.startsWith("java.") || name.startsWith("dev.tradewind.")) {
      throw new RefusedException(
          "class " + name + " must not be in a package of the product or of Java");
    }
    if (entry.startsWith("META-INF/")) {
      throw new RefusedException(entry + ": classes for several versions of Java are not read");
    }
    classes.put(name, bytes);
  }

  /** The names of the providers, in the order of the jar's list. */
  List<String> providers() throws RefusedException {
    List<String> names = new ArrayList<>();
    for (String line : services.lines().toList()) {
      String name = line.replaceFirst("#.*", "").strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new RefusedException("it names no strategies in " + SERVICES);
    }
    return names;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
