package dev.tradewind.strategies;

import dev.tradewind.strategies.DocumentNode.Field;
import dev.tradewind.strategies.DocumentNode.Fields;
import dev.tradewind.strategies.DocumentNode.Items;
import dev.tradewind.strategies.DocumentNode.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a tree together from what a parser meets; the limits of every document are here. */
final class DocumentTree {
  /** Characters of a document. */
  static final int MAX_TEXT = 200_000;

  /** Objects and lists within each other. */
  static final int MAX_DEPTH = 12;

  /** Parts of a document. */
  static final int MAX_NODES = 10_000;

  /** The text cannot be read, or is larger than a document may be. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int from;

    Unreadable(int from, String message) {
      super(message);
      this.from = from;
    }

    int from() {
      return from;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private static final class Open {
    private final boolean object;
    private final int from;
    private final List<DocumentNode> items = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private @Nullable Scalar key;

    Open(boolean object, int from) {
      this.object = object;
      this.from = from;
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable DocumentNode root;
  private int nodes;

  void start(boolean object, int from) {
    Open above = open.peek();
    if (above != null && above.object && above.key == null) {
      throw new Unreadable(from, "a key must be a text, was " + (object ? "an object" : "a list"));
    }
    if (open.size() == MAX_DEPTH) {
      throw new Unreadable(
          from, "objects and lists must be at most " + MAX_DEPTH + " deep in each other");
    }
    count(from);
    open.push(new Open(object, from));
  }

  void end(int to) {
    Open done = open.pop();
    add(
        done.object
            ? new Fields(done.fields, done.from, to)
            : new Items(done.items, done.from, to));
  }

  void scalar(String text, boolean missing, int from, int to) {
    count(from);
    Scalar scalar = new Scalar(text, missing, from, to);
    Open above = open.peek();
    if (above != null && above.object && above.key == null) {
      if (!above.keys.add(text)) {
        throw new Unreadable(from, "the key '" + text + "' is there twice");
      }
      above.key = scalar;
    } else {
      add(scalar);
    }
  }

  private void count(int from) {
    nodes++;
    if (nodes > MAX_NODES) {
      throw new Unreadable(from, "a document must have at most " + MAX_NODES + " parts");
    }
  }

  private void add(DocumentNode node) {
    Open above = open.peek();
    if (above == null) {
      root = node;
    } else if (above.object) {
      Scalar key = above.key;
      if (key != null) {
        above.fields.add(new Field(key, node));
        above.key = null;
      }
    } else {
      above.items.add(node);
    }
  }

  DocumentNode root() {
    return root == null ? new Scalar("", true, 0, 0) : root;
  }
}
