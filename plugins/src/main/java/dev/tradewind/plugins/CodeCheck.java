package dev.tradewind.plugins;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses code that names anything but what deciding about orders needs: no files, network,
 * processes, threads, reflection, native code, clock or unseeded random source. What is not on the
 * list is refused, so that a new class of the platform is not open until somebody thought about it.
 *
 * <p>All that a class can reach stands in its constant pool, except what it reaches by reflection,
 * which is not on the list.
 */
final class CodeCheck {
  /** Packages of which everything may be used; they only compute. */
  private static final List<String> PACKAGES =
      List.of(
          "dev/tradewind/engine/strategy/",
          "dev/tradewind/engine/market/",
          "dev/tradewind/engine/time/",
          "dev/tradewind/engine/expr/",
          "dev/tradewind/engine/indicator/",
          "dev/tradewind/engine/statistics/",
          "java/math/",
          "java/util/function/",
          "java/util/stream/",
          "java/time/temporal/",
          "java/time/format/");

  private static final Set<String> CLASSES =
      prefixed(
          Map.of(
              "java/lang/",
              "Object String StringBuilder StringBuffer CharSequence Comparable Iterable Math"
                  + " StrictMath Number Integer Long Double Float Short Byte Character Boolean Void"
                  + " Enum Enum$EnumDesc Record Class AutoCloseable Cloneable Throwable Deprecated"
                  + " Override FunctionalInterface SafeVarargs SuppressWarnings System Character$UnicodeBlock",
              "java/util/",
              "Collection SequencedCollection SequencedSet SequencedMap List ArrayList LinkedList"
                  + " AbstractList AbstractMap AbstractSet AbstractCollection AbstractMap$SimpleEntry"
                  + " Map Map$Entry HashMap LinkedHashMap TreeMap EnumMap SortedMap NavigableMap"
                  + " Set HashSet LinkedHashSet TreeSet EnumSet SortedSet NavigableSet BitSet"
                  + " Queue Deque ArrayDeque PriorityQueue Iterator ListIterator Spliterator"
                  + " PrimitiveIterator PrimitiveIterator$OfInt PrimitiveIterator$OfDouble"
                  + " PrimitiveIterator$OfLong Arrays Collections Objects Comparator Optional"
                  + " OptionalInt OptionalLong OptionalDouble Random SplittableRandom StringJoiner"
                  + " Locale DoubleSummaryStatistics IntSummaryStatistics LongSummaryStatistics"
                  + " RandomAccess",
              "java/util/concurrent/",
              "ConcurrentHashMap ConcurrentMap",
              "java/util/concurrent/atomic/",
              "AtomicInteger AtomicLong AtomicBoolean AtomicReference DoubleAdder LongAdder",
              "java/util/random/",
              "RandomGenerator",
              "java/time/",
              "Instant Duration LocalDate LocalTime LocalDateTime ZonedDateTime OffsetDateTime ZoneId"
                  + " ZoneOffset DayOfWeek Month Year YearMonth MonthDay Period"));

  /** Exceptions and errors of these packages carry a message and nothing else. */
  private static final Pattern EXCEPTIONS =
      Pattern.compile("java/(lang|util|time)/[A-Za-z]+(Exception|Error)");

  /** Members of classes on the list that are not; {@code *} stands for all but those named. */
  private static final Map<String, Set<String>> ONLY =
      Map.of(
          "java/lang/System",
          Set.of("arraycopy"),
          "java/lang/Class",
          Set.of(
              "getName",
              "getSimpleName",
              "desiredAssertionStatus",
              "isInstance",
              "cast",
              "hashCode",
              "equals",
              "toString",
              "getEnumConstants"));

  /** Names of members that are refused wherever they are: clock, settings of the machine. */
  private static final Set<String> NEVER =
      Set.of(
          "java/lang/Math.random",
          "java/lang/StrictMath.random",
          "java/lang/Integer.getInteger",
          "java/lang/Long.getLong",
          "java/lang/Boolean.getBoolean",
          "java/util/Locale.setDefault",
          "java/util/Locale.getDefault",
          "java/util/random/RandomGenerator.getDefault",
          "java/util/random/RandomGenerator.of",
          "java/time/ZoneId.systemDefault");

  /** With descriptors: unseeded random sources. */
  private static final Set<String> NEVER_SO =
      Set.of(
          "java/util/Random.<init>()V",
          "java/util/SplittableRandom.<init>()V",
          "java/util/Collections.shuffle(Ljava/util/List;)V");

  /** What the compiler makes of lambdas, concatenations, records and switches. */
  private static final Map<String, Set<String>> BOOTSTRAPS =
      Map.of(
          "java/lang/invoke/LambdaMetafactory",
          Set.of("metafactory"),
          "java/lang/invoke/StringConcatFactory",
          Set.of("makeConcat", "makeConcatWithConstants"),
          "java/lang/runtime/ObjectMethods",
          Set.of("bootstrap"),
          "java/lang/runtime/SwitchBootstraps",
          Set.of("typeSwitch", "enumSwitch"));

  /** Named beside bootstraps; nothing of them can be called. */
  private static final Set<String> NAMED_ONLY =
      Set.of(
          "java/lang/invoke/MethodHandles",
          "java/lang/invoke/MethodHandles$Lookup",
          "java/lang/MatchException");

  private static final Pattern TYPE = Pattern.compile("L([^;]+);");

  private final Set<String> own;

  /** Of classes that may use each other. */
  CodeCheck(Collection<String> own) {
    this.own = new TreeSet<>(own);
  }

  private static Set<String> prefixed(Map<String, String> names) {
    Set<String> all = new TreeSet<>();
    names.forEach(
        (prefix, list) -> {
          for (String name : list.split(" ", -1)) {
            all.add(prefix + name);
          }
        });
    return all;
  }

  /** The name of a class as it stands in its file, with slashes. */
  static String name(byte[] classFile) {
    return ClassFile.of().parse(classFile).thisClass().asInternalName();
  }

  /** What of a class is refused; empty if nothing is. */
  Optional<String> problem(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    String self = model.thisClass().asInternalName();
    for (MethodModel method : model.methods()) {
      AccessFlags flags = method.flags();
      if (flags.has(AccessFlag.NATIVE)) {
        return refused(self, "has the native method " + method.methodName().stringValue());
      }
    }
    for (PoolEntry entry : model.constantPool()) {
      Optional<String> problem =
          switch (entry) {
            case ClassEntry named -> ofClass(named.asInternalName());
            case MemberRefEntry member -> ofMember(member);
            default -> Optional.empty();
          };
      if (problem.isPresent()) {
        return refused(self, "uses " + problem.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refused(String self, String what) {
    return Optional.of("class " + self.replace('/', '.') + " " + what + ", which plugins may not");
  }

  private Optional<String> ofClass(String name) {
    String element = element(name);
    boolean known =
        element.isEmpty() || allowed(element) || isBootstrap(element) || isNamed(element);
    return known ? Optional.empty() : Optional.of(element.replace('/', '.'));
  }

  private static boolean isBootstrap(String name) {
    return BOOTSTRAPS.containsKey(name);
  }

  private static boolean isNamed(String name) {
    return NAMED_ONLY.contains(name);
  }

  /** Of an array its innermost type; empty for arrays of numbers. */
  private static String element(String name) {
    if (!name.startsWith("[")) {
      return name;
    }
    String inner = name.replaceFirst("\\[+", "");
    return inner.startsWith("L") ? inner.substring(1, inner.length() - 1) : "";
  }

  private boolean allowed(String name) {
    return own.contains(name)
        || CLASSES.contains(name)
        || EXCEPTIONS.matcher(name).matches()
        || PACKAGES.stream().anyMatch(name::startsWith);
  }

  private Optional<String> ofMember(MemberRefEntry member) {
    String owner = element(member.owner().asInternalName());
    String name = member.name().stringValue();
    String type = member.type().stringValue();
    String shown = owner.replace('/', '.') + "." + name;
    Set<String> bootstraps = BOOTSTRAPS.get(owner);
    if (bootstraps != null) {
      return bootstraps.contains(name) ? Optional.empty() : Optional.of(shown);
    }
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    Set<String> only = ONLY.get(owner);
    boolean open =
        allowed(owner)
            && (only == null || only.contains(name))
            && !NEVER.contains(owner + "." + name)
            && !NEVER_SO.contains(owner + "." + name + type)
            && !(owner.startsWith("java/time/") && name.equals("now"));
    if (!open && !(owner.equals("java/lang/MatchException") && name.equals("<init>"))) {
      return Optional.of(shown);
    }
    Matcher types = TYPE.matcher(type);
    while (types.find()) {
      if (!allowed(types.group(1)) && !isNamed(types.group(1))) {
        return Optional.of(types.group(1).replace('/', '.') + " (" + shown + ")");
      }
    }
    return Optional.empty();
  }
}
