package dev.tradewind.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.testkit.CompiledJar;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeCheckTest {
  private static Optional<String> problem(String members) {
    Map<String, byte[]> classes =
        CompiledJar.compile(
            "package test; import java.util.*; public class Code {"
                + members
                + " interface Own { double of(double x); } }");
    CodeCheck check =
        new CodeCheck(
            classes.keySet().stream().map(name -> name.replaceFirst("\\.class$", "")).toList());
    return classes.values().stream().flatMap(each -> check.problem(each).stream()).findFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          System.exit(0)                                        | java.lang.System.exit
          System.out.println(1)                                 | java.lang.System.out
          System.getenv("HOME")                                 | java.lang.System.getenv
          System.getProperty("user.home")                       | java.lang.System.getProperty
          System.nanoTime()                                     | java.lang.System.nanoTime
          new Thread(() -> {}).start()                          | java.lang.Thread
          Runtime.getRuntime().halt(1)                          | java.lang.Runtime
          new ProcessBuilder("ls").start()                      | java.lang.ProcessBuilder
          Class.forName("java.io.File")                         | java.lang.Class.forName
          "".getClass().getDeclaredMethods()                    | java.lang.Class.getDeclaredMethods
          "".getClass().getClassLoader()                        | java.lang.Class
          new java.io.File("x").exists()                        | java.io.File
          java.nio.file.Files.readString(null)                  | java.nio.file
          new java.net.Socket("h", 1)                           | java.net.Socket
          java.lang.invoke.MethodHandles.lookup()               | java.lang.invoke
          new Formatter("file")                                 | java.util.Formatter
          new Scanner("x")                                      | java.util.Scanner
          Math.random()                                         | java.lang.Math.random
          new Random()                                          | java.util.Random.<init>
          Collections.shuffle(new ArrayList<String>())          | java.util.Collections.shuffle
          java.time.Instant.now()                               | java.time.Instant.now
          java.time.LocalDate.now()                             | java.time.LocalDate.now
          ServiceLoader.load(Runnable.class)                    | java.lang.Runnable
          Integer.getInteger("x")                               | java.lang.Integer.getInteger
          UUID.randomUUID()                                     | java.util.UUID
          new Object() { static native void f(); }.hashCode()   | has the native method f
          java.lang.foreign.Arena.global()                      | java.lang.foreign.Arena
          new ClassLoader() {}.hashCode()                       | java.lang.ClassLoader
          new java.util.Timer().cancel()                        | java.util.Timer
          new Throwable().printStackTrace((java.io.PrintStream) null) | java.io.PrintStream
          Thread.currentThread()                                | java.lang.Thread
          """)
  void reachingOutIsRefused(String statement, String named) {
    assertThat(problem("void f() throws Exception {" + statement + ";}"))
        .hasValueSatisfying(text -> assertThat(text).contains(named).startsWith("class test.Code"));
  }

  @Test
  void computingIsAllowed() {
    assertThat(
            problem(
                """
                enum Kind { UP, DOWN }
                record Pair(double a, String b) {}
                sealed interface Shape permits Dot, Line {}
                record Dot() implements Shape {}
                record Line(int n) implements Shape {}
                int of(Shape s) { return switch (s) { case Dot d -> 0; case Line(int n) -> n; }; }
                String kind(Kind k) { return switch (k) { case UP -> "up"; case DOWN -> "down"; }; }
                double all(List<Double> xs) {
                  Map<String, Integer> counts = new TreeMap<>();
                  xs.forEach(x -> counts.merge("n" + x + new Pair(x, "b"), 1, Integer::sum));
                  int[] a = {3, 1, 2};
                  Arrays.sort(a);
                  long n = counts.entrySet().stream().filter(e -> e.getValue() > 0).count();
                  Own own = y -> y * 2;
                  Random r = new Random(42);
                  double[][] m = new double[3][4].clone();
                  if (xs.isEmpty()) throw new IllegalArgumentException(String.format("%d", n));
                  assert m.length == 3;
                  java.math.BigDecimal d = new java.math.BigDecimal("1.5").add(java.math.BigDecimal.ONE);
                  java.time.LocalDate day = java.time.LocalDate.ofEpochDay(n);
                  StringBuilder b = new StringBuilder().append(day).append(d);
                  Object o = xs.get(0);
                  if (o instanceof Double v && v > 1) b.append(v.hashCode()).append(getClass().getName());
                  return own.of(Math.sqrt(a[0])) + r.nextGaussian() + b.length() + Double.compare(1, n);
                }
                """))
        .isEmpty();
  }
}
