package dev.tradewind.strategies;

import dev.tradewind.strategies.DocumentTree.Unreadable;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 as a tree. Events are read one by one and nothing is built by its tag: there are no
 * anchors, aliases, tags or several documents, so a text can neither grow nor make an object.
 */
final class YamlTree {
  private YamlTree() {}

  /**
   * Reads a text.
   *
   * @throws Unreadable if it is no YAML, or has what documents do not have
   */
  static DocumentNode read(String text) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(DocumentTree.MAX_TEXT).build();
    DocumentTree tree = new DocumentTree();
    try {
      int documents = 0;
      for (Event event : new Parse(settings).parseString(text)) {
        int from = index(text, event.getStartMark());
        int to = index(text, event.getEndMark());
        if (event instanceof NodeEvent node) {
          requirePlain(node, from);
        }
        switch (event.getEventId()) {
          case MappingStart, SequenceStart ->
              tree.start(event.getEventId() == Event.ID.MappingStart, from);
          case MappingEnd, SequenceEnd -> tree.end(to);
          case Scalar -> scalar(tree, (ScalarEvent) event, from, to);
          case DocumentStart -> {
            documents++;
            if (documents > 1) {
              throw new Unreadable(from, "a file must hold one document, held more");
            }
          }
          case Alias, Comment, DocumentEnd, StreamStart, StreamEnd -> {}
        }
      }
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      String problem = e.getProblem() == null ? "is not YAML" : e.getProblem();
      throw new Unreadable(
          mark.map(each -> index(text, Optional.of(each))).orElse(0), "not YAML: " + problem);
    } catch (YamlEngineException e) {
      throw new Unreadable(
          0, "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return tree.root();
  }

  private static void requirePlain(NodeEvent event, int from) {
    if (event instanceof AliasEvent || event.getAnchor().isPresent()) {
      throw new Unreadable(from, "anchors (&) and aliases (*) are not allowed; write it out");
    }
    boolean tagged =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag().isPresent();
          case MappingStartEvent mapping -> mapping.getTag().isPresent();
          case SequenceStartEvent sequence -> sequence.getTag().isPresent();
          default -> false;
        };
    if (tagged) {
      throw new Unreadable(from, "tags (!) are not allowed");
    }
  }

  private static void scalar(DocumentTree tree, ScalarEvent event, int from, int to) {
    String value = event.getValue();
    boolean missing =
        event.getScalarStyle() == ScalarStyle.PLAIN
            && (value.isEmpty() || value.equals("null") || value.equals("~"));
    // A block scalar ends with its last line, which has no meaning in any field.
    tree.scalar(value.stripTrailing(), missing, from, to);
  }

  private static int index(String text, Optional<Mark> mark) {
    if (mark.isEmpty()) {
      return 0;
    }
    int points = Math.clamp(mark.get().getIndex(), 0, text.codePointCount(0, text.length()));
    return text.offsetByCodePoints(0, points);
  }
}
