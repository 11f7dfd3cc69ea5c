package dev.tradewind.strategies;

import dev.tradewind.strategies.DocumentTree.Unreadable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** JSON as a tree. */
final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTree() {}

  /**
   * Reads a text.
   *
   * @throws Unreadable if it is no JSON
   */
  static DocumentNode read(String text) {
    DocumentTree tree = new DocumentTree();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      int depth = 0;
      boolean done = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (done) {
          throw new Unreadable(from, "not JSON: there is more after the document");
        }
        int to = (int) parser.currentLocation().getCharOffset();
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            depth++;
            tree.start(token == JsonToken.START_OBJECT, from);
          }
          case END_OBJECT, END_ARRAY -> {
            depth--;
            tree.end(to);
          }
          case VALUE_NULL -> tree.scalar("", true, from, to);
          // The end of a text is known only once it has been read.
          default -> {
            String value = parser.getString();
            tree.scalar(value, false, from, (int) parser.currentLocation().getCharOffset());
          }
        }
        done = depth == 0;
      }
    } catch (StreamReadException e) {
      TokenStreamLocation at = e.getLocation();
      throw new Unreadable(
          at == null ? 0 : (int) Math.max(0, at.getCharOffset()),
          "not JSON: " + e.getOriginalMessage());
    }
    return tree.root();
  }
}
