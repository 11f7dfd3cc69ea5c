package dev.tradewind.engine.expr;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The saved features an expression may name; an adapter to wherever they are kept. */
public interface SavedExpressions {
  /** No saved feature. */
  SavedExpressions NONE = of(Map.of());

  /** The definition of that name, as saved; it may name others. */
  Optional<Expression> find(String name);

  /** All names, for suggestions and completion, in a fixed order. */
  Collection<String> names();

  /** Definitions kept in memory. */
  static SavedExpressions of(Map<String, Expression> definitions) {
    Map<String, Expression> copy = Collections.unmodifiableMap(new TreeMap<>(definitions));
    return new SavedExpressions() {
      @Override
      public Optional<Expression> find(String name) {
        return Optional.ofNullable(copy.get(name));
      }

      @Override
      public Collection<String> names() {
        return copy.keySet();
      }
    };
  }
}
