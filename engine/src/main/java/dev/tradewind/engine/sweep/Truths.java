package dev.tradewind.engine.sweep;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Works out on which bars conditions hold, and on which they do not; a bar in neither set is
 * unknown. What depends on a part of the parameters only is kept for the other sets of a block.
 * Belongs to one thread; what it keeps is shared.
 */
final class Truths {
  private final ConditionPlan plan;
  private final Columns columns;
  private final ParameterSets sets;
  private final int size;
  private final Map<Shared, long[]> shared;
  private final Map<Shared, long[]> own = new HashMap<>();
  private final long[][] scratch;
  private Compared[] compared = new Compared[4];
  private int compares;
  private int used;
  private int set;

  /** The bars of a condition for some values of its parameters. */
  record Shared(int condition, boolean holds, List<Double> values) {}

  Truths(
      ConditionPlan plan,
      Columns columns,
      ParameterSets sets,
      int size,
      ConcurrentHashMap<Shared, long[]> shared) {
    this.plan = plan;
    this.columns = columns;
    this.sets = sets;
    this.size = size;
    this.shared = shared;
    this.scratch = new long[4 * plan.size() + 4][];
  }

  /** Turns to a parameter set; what was answered before is no longer valid. */
  void turnTo(int newSet) {
    set = newSet;
    used = 0;
    compares = 0;
    own.clear();
  }

  private long[] fresh() {
    long[] bits = used < scratch.length ? scratch[used] : null;
    if (bits == null) {
      bits = new long[Bits.words(size)];
      if (used < scratch.length) {
        scratch[used] = bits;
      }
    }
    used++;
    return bits;
  }

  /** The bars on which a condition holds; not to be changed. */
  long[] holds(Condition condition) {
    return bits(condition, true);
  }

  private long[] bits(Condition condition, boolean holds) {
    int[] parameters = plan.parametersOf(condition);
    boolean isShared = parameters.length < sets.names().size();
    Shared key = new Shared(condition.index(), holds, isShared ? values(parameters) : List.of());
    Map<Shared, long[]> cache = isShared ? shared : own;
    long[] known = cache.get(key);
    if (known == null) {
      long[] made = make(condition, holds);
      known = isShared ? made.clone() : made;
      cache.put(key, known);
    }
    return known;
  }

  private List<Double> values(int[] parameters) {
    Double[] values = new Double[parameters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sets.value(set, parameters[i]);
    }
    return List.of(values);
  }

  private long[] make(Condition condition, boolean holds) {
    return switch (condition) {
      case Condition.Not(var index, var of) -> bits(of, !holds);
      case Condition.And(var index, var a, var b) -> joined(a, b, holds, holds);
      case Condition.Or(var index, var a, var b) -> joined(a, b, holds, !holds);
      case Condition.Column(var index, var operand) ->
          Bits.equal(column(operand).values(), holds ? 1 : 0);
      case Condition.Less less -> less(less, holds);
      case Condition.Equal(var index, var a, var b) -> {
        long[] out = fresh();
        Bits.equal(column(a).values(), column(b).values(), out);
        yield onlyKnown(out, a, b, holds);
      }
      case Condition.Crosses crosses -> crosses(crosses, holds);
    };
  }

  private Columns.Column column(Operand operand) {
    return Objects.requireNonNull(columns.get(operand, sets, set));
  }

  private long[] joined(Condition a, Condition b, boolean holds, boolean both) {
    long[] left = bits(a, holds);
    long[] right = bits(b, holds);
    long[] out = fresh();
    for (int word = 0; word < out.length; word++) {
      out[word] = both ? left[word] & right[word] : left[word] | right[word];
    }
    return out;
  }

  private long[] less(Condition.Less less, boolean holds) {
    Operand a = less.a();
    Operand b = less.b();
    if (less.orEqual() == holds) {
      // a <= b is what is known and not b < a; not a < b is what is known and not a < b.
      long[] out = fresh();
      System.arraycopy(holds ? below(b, a) : below(a, b), 0, out, 0, out.length);
      return onlyKnown(out, a, b, false);
    }
    return holds ? below(a, b) : below(b, a);
  }

  /** Where {@code a < b}; found together with the opposite, which is often asked for too. */
  private long[] below(Operand a, Operand b) {
    boolean forward = a.index() <= b.index();
    Operand first = forward ? a : b;
    Operand second = forward ? b : a;
    Compared compared = null;
    for (int i = 0; i < compares; i++) {
      if (this.compared[i].isOf(first, second)) {
        compared = this.compared[i];
      }
    }
    if (compared == null) {
      compared = new Compared(first, second, fresh(), fresh());
      Bits.compare(
          column(first).values(), column(second).values(), compared.less, compared.greater);
      if (compares == this.compared.length) {
        this.compared = Arrays.copyOf(this.compared, 2 * compares);
      }
      this.compared[compares++] = compared;
    }
    return forward ? compared.less : compared.greater;
  }

  /** Two columns of the set at hand side by side. */
  private static final class Compared {
    final Operand first;
    final Operand second;
    final long[] less;
    final long[] greater;

    Compared(Operand first, Operand second, long[] less, long[] greater) {
      this.first = first;
      this.second = second;
      this.less = less;
      this.greater = greater;
    }

    boolean isOf(Operand a, Operand b) {
      return first.index() == a.index() && second.index() == b.index();
    }
  }

  /** The bars of a set, or those not in it, on which both operands are numbers. */
  private long[] onlyKnown(long[] bits, Operand a, Operand b, boolean in) {
    long[] left = column(a).defined();
    long[] right = column(b).defined();
    for (int word = 0; word < bits.length; word++) {
      bits[word] = (in ? bits[word] : ~bits[word]) & left[word] & right[word];
    }
    return bits;
  }

  private long[] crosses(Condition.Crosses crosses, boolean holds) {
    long[] left = column(crosses.low()).defined();
    long[] right = column(crosses.high()).defined();
    long[] beyond = below(crosses.low(), crosses.high());
    long[] out = fresh();
    long beyondBefore = 0;
    long knownBefore = 0;
    for (int word = 0; word < out.length; word++) {
      long known = left[word] & right[word];
      long now = beyond[word];
      long before = now << 1 | beyondBefore;
      long crossed = now & ~before;
      out[word] = (holds ? crossed : ~crossed) & known & (known << 1 | knownBefore);
      beyondBefore = now >>> 63;
      knownBefore = known >>> 63;
    }
    return out;
  }
}
