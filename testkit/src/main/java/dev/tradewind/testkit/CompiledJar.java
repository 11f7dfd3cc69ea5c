package dev.tradewind.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources of strategies to a jar as a user would. Used by tests of plugins. */
public final class CompiledJar {
  /** The list of providers in a jar. */
  public static final String SERVICES =
      "META-INF/services/dev.tradewind.engine.strategy.StrategyProvider";

  private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
  private static final Pattern TYPE = Pattern.compile("public (?:final )?class (\\w+)");

  private CompiledJar() {}

  /** A jar of classes, each source one public class; all of them are providers. */
  public static Path of(Path target, String... sources) throws IOException {
    Map<String, byte[]> classes = compile(sources);
    List<String> providers = new ArrayList<>();
    for (String source : sources) {
      providers.add(name(source));
    }
    classes.put(SERVICES, String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
    return write(target, classes);
  }

  /** A jar of entries. */
  public static Path write(Path target, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    return target;
  }

  private static String name(String source) {
    Matcher inPackage = PACKAGE.matcher(source);
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      throw new IllegalArgumentException("no public class in: " + source);
    }
    return inPackage.find() ? inPackage.group(1) + "." + type.group(1) : type.group(1);
  }

  /** Entries of a jar by name. */
  public static Map<String, byte[]> compile(String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> made = new LinkedHashMap<>();
    StringWriter said = new StringWriter();
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(name(source), source));
    }
    JavaFileManager target =
        new ForwardingJavaFileManager<>(
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                URI.create("mem:///" + className.replace('.', '/') + kind.extension), kind) {
              @Override
              public OutputStream openOutputStream() {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                made.put(className.replace('.', '/') + ".class", out);
                return out;
              }
            };
          }
        };
    List<String> options =
        List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    if (!compiler.getTask(said, target, null, options, null, files).call()) {
      throw new IllegalArgumentException("the source does not compile: " + said);
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("mem:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** A provider whose strategy has these members. */
  public static String provider(String type, String id, String members) {
    return """
        package test;
        import dev.tradewind.engine.market.*;
        import dev.tradewind.engine.strategy.*;
        import java.math.BigDecimal;
        import java.util.*;
        public final class TYPE implements StrategyProvider {
          public String id() { return "ID"; }
          public String title() { return "Title of ID"; }
          public String description() { return "Does what ID does."; }
          public Strategy create(Map<String, BigDecimal> values) { return new Run(); }
          public static final class Run implements Strategy {
            MEMBERS
          }
        }
        """
        .replace("TYPE", type)
        .replace("ID", id)
        .replace("MEMBERS", members);
  }

  /** A provider whose strategy runs statements on every bar. */
  public static String onBar(String type, String id, String statements) {
    return provider(
        type,
        id,
        "public void onStart(StrategySetup setup) {}\n"
            + "public void onBar(StrategyContext context) {\n"
            + statements
            + "\n}");
  }
}
