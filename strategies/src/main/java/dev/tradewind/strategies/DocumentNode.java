package dev.tradewind.strategies;

import java.util.List;

/** A part of a document with its place in the text. */
sealed interface DocumentNode {
  /** First character in the document, UTF-16 units from 0. */
  int from();

  /** One behind the last. */
  int to();

  /**
   * A text, number or truth value; all are texts here.
   *
   * @param text without quotes and escapes
   * @param missing whether it stands for nothing: {@code null}, {@code ~}, or no text at all
   */
  record Scalar(String text, boolean missing, int from, int to) implements DocumentNode {}

  /** Items in order. */
  record Items(List<DocumentNode> items, int from, int to) implements DocumentNode {
    /** Copies. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Keys with values, in the order of the document; no key is there twice. */
  record Fields(List<Field> fields, int from, int to) implements DocumentNode {
    /** Copies. */
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /** A key with its value. */
  record Field(Scalar key, DocumentNode value) {}

  /** What it is, for messages. */
  default String kind() {
    return switch (this) {
      case Scalar scalar -> scalar.missing() ? "nothing" : "a text";
      case Items items -> "a list";
      case Fields fields -> "an object";
    };
  }
}
